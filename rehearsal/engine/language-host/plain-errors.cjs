// What a program throws is written without colours: a report wants none, and colouring the stack of an error never ends
// on Node 20.20 (util.inspect with `colors`, which the SDK's cmd/run asks for).
const util = require("node:util");

const { inspect } = util;
const withoutColors = (options) =>
  typeof options === "object" && options !== null ? { ...options, colors: false } : options;
util.inspect = Object.assign((value, options, ...rest) => inspect(value, withoutColors(options), ...rest), inspect);

try {
  require("./without-places.cjs")(process.cwd());
} catch {
  // An SDK that has no such part.
}
