// For projects whose Pulumi.yaml names this file; it goes with the next release: name ./runtime/load-typescript.cjs there.
require("../runtime/load-typescript.cjs");
