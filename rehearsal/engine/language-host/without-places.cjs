// The SDK writes down where in a program each promise and each resource is made: for the debug output of its leak detector,
// and for positions in a state. Together more than a quarter of a run's processor time, and a rehearsal shows neither.
// Promises are still kept track of here, without the place.
module.exports = (folder) => {
  const sdk = (name) => require(require.resolve(`@pulumi/pulumi/${name}`, { paths: [folder] }));
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) return;
  promisesWithoutPlaces(sdk("runtime/debuggable"));
  const { Resource } = sdk("resource");
  if (typeof Resource?.callsites === "function") Resource.callsites = () => [];
};

function promisesWithoutPlaces(debuggable) {
  const { debuggablePromise } = debuggable;
  if (typeof debuggablePromise !== "function" || debuggablePromise.placeless) return;
  const placeless = (...given) => {
    const { stackTraceLimit } = Error;
    // Not a number: V8 then makes no text of it at all.
    Error.stackTraceLimit = undefined;
    try {
      return debuggablePromise(...given);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  };
  debuggable.debuggablePromise = Object.assign(placeless, { placeless: true });
}
