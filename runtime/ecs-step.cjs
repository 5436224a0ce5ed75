// What the state of a stack names as the provider of its steps (components/aws/tasks/step-resource.ts): this path stays.
module.exports = require("./steps/provider.cjs");
