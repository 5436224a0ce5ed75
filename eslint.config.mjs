import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";

// The rooms of the house, and which may import which: nothing below imports upward.
const rooms = [
  { type: "testing", pattern: "*/**/testing/**" },
  { type: "problems", pattern: "problems/**" },
  { type: "openmetadata", pattern: "openmetadata/**" },
  { type: "config", pattern: "config/**" },
  { type: "components", pattern: "components/**" },
  { type: "rehearsal", pattern: "rehearsal/**" },
  { type: "review", pattern: "review/**" },
  { type: "commands", pattern: "commands/**" },
  { type: "tools", pattern: "tools/**" },
  { type: "tests", pattern: "tests/**" },
  // A team's own files (components/team.ts reads them), and an example of them.
  { type: "team", pattern: "team/**" },
  { type: "team", pattern: "examples/**" },
].map((room) => ({ ...room, partialMatch: false }));

const above = (room, ...allowed) => ({
  from: { element: { type: room } },
  allow: { to: { element: { type: [room, ...allowed] } } },
});

// From the bottom up; each room may import itself and every room before it in the list.
const order = ["problems", "openmetadata", "config", "components", "rehearsal", "review", "commands", "tools"];
const everywhere = [...order, "testing", "tests"];

// A slip is beside its rule, and still belongs to the tests.
const slipsFiles = "**/*.slips.ts";

/** The rule for what ships; a unit test or a slip beside it may import `testing/` folders as well. */
const importRule = (...extra) => [
  "error",
  {
    default: "disallow",
    // Slips are in the folder of what they try.
    checkInternals: true,
    policies: [
      ...order.map((room, index) => above(room, ...order.slice(0, index), ...extra)),
      ...(extra.includes("testing") ? [] : [{ disallow: { to: { file: { categories: "slips" } } } }]),
      // Upkeep writes goldens and recordings, so it may import what tests are made of.
      above("tools", ...everywhere),
      above("testing", ...everywhere),
      above("tests", ...everywhere, "team"),
      above("team", "components", "config", "openmetadata", "problems"),
    ],
  },
];

export default tseslint.config(
  { ignores: ["node_modules/", ".cache/", "**/*.generated.*", "kit/"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommended],
    plugins: { boundaries },
    settings: {
      "boundaries/elements": rooms,
      "boundaries/files": [{ category: "slips", pattern: slipsFiles }],
      "import/resolver": { node: { extensions: [".ts", ".json"] } },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "node:test",
              importNames: ["default", "it", "suite"],
              message:
                "The house has one style, import { test }: the name of a test says by itself what it proves (CONTRIBUTING.md).",
            },
            {
              name: "@pulumi/aws",
              message: "Import the service, such as @pulumi/aws/ecs: the whole package loads 3× slower.",
            },
          ],
        },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.property.name=/^(ResourceError|RunError)$/]",
          message:
            "Throw a refusal (problems/refusal.ts): the SDK has the stack of such an error coloured, and Node 20.20 never ends doing that.",
        },
      ],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "boundaries/dependencies": importRule(),
    },
  },
  {
    files: ["openmetadata/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["@pulumi/*"], allowTypeImports: true, message: "openmetadata/ knows Pulumi's types only." },
          ],
        },
      ],
    },
  },
  {
    files: ["rehearsal/protocol/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: ["**/aws/rules", "**/aws/judge", "**/aws/across/**", "**/aws/services/**"],
              message: "What starts the providers hands the rules in (rehearsal/protocol/judge.ts).",
            },
          ],
        },
      ],
    },
  },
  { files: ["**/*.test.ts", slipsFiles], rules: { "boundaries/dependencies": importRule("testing") } },
  {
    files: ["**/*.test.ts", "**/testing/**/*.ts", "tests/**/*.ts"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": "off",
    },
  },
);
