import { tmpdir } from "node:os";

interface Advice {
  readonly pattern: RegExp;
  readonly text: () => string;
}

/** What goes wrong between this process, the engine and the machine, and what to do about it. The first that fits counts. */
const advice: readonly Advice[] = [
  {
    pattern: /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i,
    text: () =>
      `The disk of ${tmpdir()} is full. Make room there, or name a folder with some 200 MB to spare: TMPDIR=/path npm run rehearse`,
  },
  {
    pattern: /EROFS|read-only file system/i,
    text: () => `${tmpdir()} may not be written to. Name a folder that may: TMPDIR=/path npm run rehearse`,
  },
  {
    pattern: /\bEMFILE\b|\bENFILE\b|too many open files/i,
    text: () =>
      "Too many files are open. Raise the limit (ulimit -n 4096), or rehearse one stack at a time (--jobs 1).",
  },
  {
    pattern:
      /\bENOMEM\b|cannot allocate memory|(runtime|heap|fatal error): out of memory|JavaScript heap out of memory|engine was killed by SIG|\bEAGAIN\b/i,
    text: () =>
      "The engine was ended from outside, or got no memory. It needs some 500 MB a stack: close something, or rehearse one stack at a time (--jobs 1).",
  },
  {
    pattern: /spawn .*ENOENT/,
    text: () => "The Pulumi CLI that was found is gone. Run it again: it is looked for, and installed, again.",
  },
  {
    pattern: /spawn .*(EACCES|EPERM|ENOEXEC)|exec format error/,
    text: () =>
      "The Pulumi CLI that was found cannot be run on this machine. Install one for it so that `pulumi version` works (https://www.pulumi.com/docs/install/), and run this again.",
  },
  {
    pattern: /EADDRNOTAVAIL|EADDRINUSE|EAFNOSUPPORT|No address added|Failed to bind|listen tcp [^ ]+ bind: /i,
    text: () =>
      "No port of 127.0.0.1 could be had, over which the engine reaches the simulated providers. Run it where a process may listen on the loopback interface.",
  },
  {
    pattern:
      /\b14 UNAVAILABLE|code = Unavailable|ECONNREFUSED|ECONNRESET|EPIPE|connection refused|Connection dropped|error reading from server|transport is closing|broken pipe/i,
    text: () =>
      "The connection between engine and rehearsal, over 127.0.0.1, broke. Run it again; when it breaks again, a firewall, a sandbox or a proxy is between: let processes reach each other on the loopback interface (NO_PROXY=127.0.0.1).",
  },
  {
    pattern: /DEADLINE_EXCEEDED|DeadlineExceeded|context deadline exceeded|ETIMEDOUT/i,
    text: () =>
      "The engine waited too long for an answer; the machine is busy. Run it again, or one stack at a time (--jobs 1).",
  },
  {
    pattern: /RESOURCE_EXHAUSTED|ResourceExhausted|received message larger than max/i,
    text: () =>
      "A message between engine and rehearsal was too large. Report it with the stack file: it is a fault of the rehearsal.",
  },
  {
    pattern: /failed to load checkpoint|unexpected end of JSON input/i,
    text: () =>
      "The state of the rehearsal was damaged while it ran. It is thrown away with the rehearsal: run it again.",
  },
];

/** What to do about a failure of the engine's transport; undefined when the text tells of no such failure. */
export const transportAdvice = (text: string): string | undefined =>
  advice.find(({ pattern }) => pattern.test(text))?.text();

/** A text with what to do behind it. */
export const withAdvice = (text: string): string => {
  const told = transportAdvice(text);
  return told === undefined || text.includes(told) ? text : `${text.trimEnd()}\n${told}`;
};
