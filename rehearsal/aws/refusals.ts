import { rules } from "./rules";

/** docs/refusals.md: every rule by the name that a refusal ends with. Markdown, formatted as Prettier does. */
export function refusalsReference(): string {
  const lines = [...rules]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(
      ({ name, refuses, source: { title, url } }) =>
        `- \`${name}\`: ${refuses.replaceAll("*", "\\*")}. Source: [${title}](${url})`,
    );
  return `# What the rehearsal refuses

Each refusal ends with the name of its rule, such as \`[rehearsal: connections-open]\`. No rule knows this
stack, though some read the variables that OpenMetadata's and Airflow's containers have; what a stack only names, such as a VPC of your own, is not judged. The link is the
main source of what a rule holds; its code in \`rehearsal/aws\` names the others. Made by \`npm run docs\`.

${lines.join("\n")}
`;
}
