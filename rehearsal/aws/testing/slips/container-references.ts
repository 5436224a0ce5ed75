import { inContainers, replacing } from "./documents";
import { refusedBy, type Mutation, type Phase } from "./mutation";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const afterUp: readonly Phase[] = ["after up"];

const end = /("valueFrom":"arn:[^"]+)"/g;
/** Each secret of the tasks with something after its ARN. */
const reference = (more: string) => replacing("containerDefinitions", end, `$1${more}"`);
const withOptions = (more: Record<string, string>) =>
  inContainers((container) => {
    const logs = container.logConfiguration as { options: Record<string, string> };
    return { ...container, logConfiguration: { ...logs, options: { ...logs.options, ...more } } };
  });

const forms = refusedBy(
  "container-definitions",
  [
    ["a key without the colons after it", /all three colons/, reference(":password")],
    ["a key with one colon too few", /all three colons/, reference(":password:")],
    ["one colon too many", /all three colons/, reference("::::")],
    ["a version's stage besides its identifier", /stage besides its identifier/, reference("::AWSCURRENT:a1b2")],
    [
      "a secret of the log driver with a key without the colons after it",
      /secret "token" .* all three colons/,
      inContainers(({ logConfiguration, ...container }) => ({
        ...container,
        logConfiguration: {
          ...(logConfiguration as object),
          secretOptions: [
            { name: "token", valueFrom: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:another-a1b2c3:token" },
          ],
        },
      })),
    ],
    [
      "an option that awslogs does not have",
      /no option "awslogs-multiline"/,
      withOptions({ "awslogs-multiline": "^a" }),
    ],
    ["a log mode that there is not", /mode is "nonblocking"/, withOptions({ mode: "nonblocking" })],
    [
      "a buffer of a log that blocks",
      /max-buffer-size is for mode non-blocking only/,
      withOptions({ mode: "blocking", "max-buffer-size": "10m" }),
    ],
    ["a buffer of no size", /max-buffer-size is "large"/, withOptions({ "max-buffer-size": "large" })],
    [
      "two ways to tell one event from the next",
      /exclude each other/,
      withOptions({ "awslogs-datetime-format": "%Y", "awslogs-multiline-pattern": "^a" }),
    ],
    [
      "a soft limit above the hard one",
      /softLimit 65536 above hardLimit 4096/,
      inContainers((container) => ({
        ...container,
        ulimits: [{ name: "nofile", softLimit: 65536, hardLimit: 4096 }],
      })),
    ],
  ].map(([what, says, inputs]) => ({
    ...{ what: what as string, says: says as RegExp, type: task, phases: afterUp },
    inputs: inputs as NonNullable<Mutation["inputs"]>,
  })),
);

const contents = refusedBy("secret-contents", [
  {
    what: "a key of a secret that is no JSON object",
    says: /holds no JSON object with the key "password"/,
    type: task,
    phases: afterUp,
    inputs: reference(":password::"),
  },
  {
    what: "the version before, of which there is none",
    says: /no version at stage "AWSPREVIOUS"/,
    type: task,
    phases: afterUp,
    inputs: reference("::AWSPREVIOUS:"),
  },
]);

export const containerReferenceMutations: readonly Mutation[] = [...forms, ...contents];
