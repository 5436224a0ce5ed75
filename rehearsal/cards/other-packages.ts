import { step } from "../aws/services/ecs/cost";
import { starter } from "../aws/services/ecs/tasks";
import { registryImageType, remoteImageType } from "../protocol/docker";
import { builtImageType, runningServicesType, stepType } from "../protocol/steps";
import { type Card, plain } from "./card";

/** Types of other packages than aws. */
export const otherCards: Readonly<Record<string, Card>> = {
  [stepType]: {
    ...starter,
    unique: "not judged",
    cost: step,
    holds: "nothing",
    phrase: { rank: 3, of: (inputs) => ["step", ` ${String(inputs.step)}`] },
  },
  // What it costs is its project's.
  [builtImageType]: {
    ...plain,
    spoken: "image build in the account",
    namedReferences: [{ property: "project", target: "aws:codebuild/project:Project", names: ["name"] }],
    phrase: { rank: 26, of: (inputs) => ["step", ` ${String(inputs.step)}`] },
  },
  // It only waits.
  [runningServicesType]: { ...plain, spoken: "count of services" },
  [remoteImageType]: { ...plain, spoken: "image build by Docker" },
  [registryImageType]: { ...plain, spoken: "image push by Docker" },
  "random:index/randomId:RandomId": { ...plain, spoken: "random id" },
  "random:index/randomPassword:RandomPassword": {
    ...plain,
    holds: "a generated password or key; what it opens or encrypts is closed",
    spoken: "generated password",
  },
  "random:index/randomBytes:RandomBytes": {
    ...plain,
    holds: "a generated password or key; what it opens or encrypts is closed",
    spoken: "generated key",
  },
  "tls:index/privateKey:PrivateKey": {
    ...plain,
    holds: "a generated key pair; tokens that it signed, those of the bots too, are not valid any more",
    spoken: "generated key pair",
  },
};
