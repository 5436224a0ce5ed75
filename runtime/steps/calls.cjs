// Clients of AWS whose errors a person can act on: which call of which step failed, why, what it means and what comes next.
const { masked } = require("./masking.cjs");

const spoken = {
  codebuild: "CodeBuild",
  ecs: "ECS",
  logs: "CloudWatch Logs",
  rds: "RDS",
  scaling: "Application Auto Scaling",
};

/** Some errors have no message of their own: several addresses were tried, or the answer had none. */
const reasonOf = (error) => {
  const name = error.code ?? (error.name === "Error" || error.name === undefined ? "" : error.name);
  const inner = error.errors?.[0];
  // The SDK's own words are for those who write programs with it.
  if (/requestTimeout/.test(error.message)) return `${name}: no answer`;
  const message = error.message && error.message !== "UnknownError" ? error.message : (inner?.message ?? "");
  return (
    [name || inner?.code, message].filter(Boolean).join(": ") ||
    String(error.$metadata?.httpStatusCode ?? "no reason given")
  );
};

/** What to do, by what the error is about; what is throttled or torn was tried again for minutes by then. */
const remedies = [
  [
    /AccessDenied|UnauthorizedOperation|not authorized|AuthFailure/i,
    ({ action, service }) => `Allow the identity that runs pulumi up to call ${service}:${action}`,
  ],
  [
    /ExpiredToken|CredentialsProvider|InvalidClientToken|UnrecognizedClient|security token|credential|SSO/i,
    () => "Log in to the account again",
  ],
  [
    /throttl|TooManyRequests|Rate exceeded|RequestLimit|SlowDown/i,
    () => "The account is asked too much: wait some minutes",
  ],
  [
    /TimeoutError|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|socket hang up/i,
    ({ region }) => `Look at the network and the proxy of this machine (region ${region})`,
  ],
];

const remedyOf = (reason, told) => remedies.find(([pattern]) => pattern.test(reason))?.[1](told) ?? "Fix the cause";

/** Prefixes of IAM's actions, where they are not what the client is called here. */
const prefixes = { scaling: "application-autoscaling" };

/** An error of a call, with `reason` for those who say more of it, and `name` as AWS has it. */
class CallError extends Error {
  constructor({ client, action, inputs, region, secrets }, cause) {
    const reason = masked(reasonOf(cause), secrets ?? []);
    const remedy = remedyOf(`${cause.name} ${reason}`, { action, region, service: prefixes[client] ?? client });
    super(
      [
        `Step ${inputs.step} stopped at a call of ${spoken[client]}, ${action}: ${reason}.`.replace(/\.\.$/, "."),
        ...(inputs.ifItFails ? [inputs.ifItFails] : []),
        `${remedy}, then run the step again, which goes on where it was: pulumi up`,
      ].join("\n"),
    );
    Object.assign(this, { name: cause.name, reason, action });
  }
}

/** The clients of a place, each of whose calls fails with a {@link CallError}. */
const toldCalls = (place, inputs) => {
  const { region, secrets } = place;
  const wrapped = Object.keys(spoken)
    .filter((client) => place[client])
    .map((client) => {
      const send = async (command) => {
        try {
          return await place[client].send(command);
        } catch (error) {
          const action = command.constructor.name.replace(/Command$/, "");
          throw new CallError({ client, action, inputs, region, secrets }, error);
        }
      };
      return [client, { send }];
    });
  return { ...place, ...Object.fromEntries(wrapped) };
};

module.exports = { CallError, reasonOf, toldCalls };
