import { platform } from "./components/platform";

// The function itself is exported, not its outputs: Pulumi calls it, and every run registers its resources afresh.
export = platform;
