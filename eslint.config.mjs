import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";

// The rooms of the house, and which may import which: nothing below imports upward.
const rooms = [
  { type: "openmetadata", pattern: "openmetadata/**" },
  { type: "config", pattern: "config/**" },
  { type: "components", pattern: "components/**" },
  { type: "rehearsal", pattern: "rehearsal/**" },
  { type: "policy", pattern: "policy/**" },
  { type: "scripts", pattern: "scripts/**" },
  { type: "tests", pattern: "tests/**" },
].map((room) => ({ ...room, partialMatch: false }));

const above = (room, ...allowed) => ({
  from: { element: { type: room } },
  allow: { to: { element: { type: [room, ...allowed] } } },
});

export default tseslint.config(
  { ignores: ["node_modules/", ".cache/", "**/*.generated.*", "kit/"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.recommended],
    plugins: { boundaries },
    settings: {
      "boundaries/elements": rooms,
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
            "Throw a refusal (config/refusal.ts): the SDK has the stack of such an error coloured, and Node 20.20 never ends doing that.",
        },
      ],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: [
            above("openmetadata"),
            above("config", "openmetadata"),
            above("components", "config", "openmetadata"),
            above("rehearsal", "components", "config", "openmetadata"),
            above("policy"),
            above("scripts", "rehearsal", "components", "config", "openmetadata"),
            above("tests", "scripts", "rehearsal", "components", "config", "openmetadata", "program", "policy"),
          ],
        },
      ],
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
  { files: ["**/*.test.ts", "tests/**/*.ts"], rules: { "max-lines-per-function": "off" } },
);
