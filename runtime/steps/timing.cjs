// Waiting for something in the account, with a limit and a sign of life.
const minute = 60_000;
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * @param place `say`, and `sleep` and `now` where a test has its own clock
 * @returns `until(done, tooLong)`: asks every ten seconds, and throws what `tooLong` says of the time that has passed
 */
const timingOf = (inputs, { say, sleep = pause, now = () => Date.now() }) => {
  const tell = (text) => say(`step ${inputs.step}: ${text}`);
  const until = async (done, tooLong) => {
    const began = now();
    let told = began;
    const lasted = () => `${Math.round((now() - began) / minute)} min`;
    while (!(await done())) {
      if (now() - began > inputs.timeLimitMinutes * minute) throw new Error(tooLong(lasted()));
      if (now() - told > 2 * minute) {
        tell(`waits, ${lasted()}`);
        told = now();
      }
      await sleep(10_000);
    }
  };
  return { say: tell, until };
};

module.exports = { timingOf };
