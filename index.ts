import { platform } from "./components/platform";
import { teamTouch } from "./components/team";

// A function is exported, not its outputs: Pulumi calls it, and every run registers its resources again.
export = () => platform(teamTouch());
