// The SDK writes down where a program makes each of its promises, for the debug output of its leak detector: a quarter of
// the processor time of a run. Its promises are still kept track of here, without the place.
module.exports = (folder) => {
  const debuggable = require(require.resolve("@pulumi/pulumi/runtime/debuggable", { paths: [folder] }));
  const { debuggablePromise } = debuggable;
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS || typeof debuggablePromise !== "function" || debuggablePromise.placeless)
    return;
  const placeless = (...given) => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(...given);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
  debuggable.debuggablePromise = Object.assign(placeless, { placeless: true });
};
