import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { stackFile } from "../../config/stack-file/stack-files";
import { figuresOf, figureStacks } from "../../rehearsal/command/change-figures";
import { estimateCost } from "../../rehearsal/cost/estimate";
import { basePrices } from "../../rehearsal/cost/region-prices";
import { runInProcess } from "../../rehearsal/in-process/run";
import { money } from "../../rehearsal/report/text";
import { withStepCounts } from "../../rehearsal/session-view";

const read = (page: string) => readFileSync(path.join(projectDirectory, page), "utf8");
const whole = (amount: number) => Math.round(amount).toLocaleString("en-US");

/** The cells of the rows of a page's tables, without the bars. */
const rowsOf = (page: string): string[][] =>
  read(page)
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

test("the shipped stacks cost what README.md and the review in it say", async () => {
  const said = rowsOf("README.md").flatMap(([stack = "", , month = ""]) =>
    / USD$/.test(month) ? [[stack, month]] : [],
  );
  const costs = new Map<string, number>();
  for (const stack of figureStacks) {
    const { graph } = await runInProcess({ stackFile: stackFile(stack) });
    costs.set(stack, estimateCost(withStepCounts(graph.all())).total);
  }
  assert.deepEqual(
    said,
    [...costs].map(([stack, total]) => [`\`${stack}\``, `${whole(total)} USD`]),
  );
  assert.match(
    figuresOf(read("README.md")).at(-1) ?? "",
    new RegExp(`^\\|staging\\|.*\\|\\${money(costs.get("staging")!)} → `),
  );
});

test("README.md shows how the review of docs/review.md begins", () => {
  const shown = figuresOf(read("README.md"));
  assert.equal(shown.length, 2, "the head of the table and a stack");
  assert.deepEqual(shown, figuresOf(read("docs/review.md")).slice(0, 2));
});

test("docs/scaling.md counts with the price of a task", () => {
  const { vcpuHour, gibHour } = basePrices.fargate.x86_64;
  const hourly = vcpuHour + 4 * gibHour;
  const page = read("docs/scaling.md");
  assert.ok(page.includes(`(\`ecs\`, 1 vCPU and 4 GiB, ${hourly.toFixed(4)} USD an hour in us-east-1)`));
  const rows = rowsOf("docs/scaling.md").filter(([, , , month = ""]) => / USD$/.test(month));
  assert.equal(rows.length, 4);
  for (const [pipelines = "", atATime, hours, month] of rows) {
    const count = Number(pipelines.replace(",", ""));
    const [average, run] = [(count * 5) / 480, (count * 5 * 30) / 60];
    const cost = run * hourly;
    assert.deepEqual(
      [atATime, hours, month],
      [
        average < 10 ? average.toFixed(1) : whole(average),
        whole(run),
        `${cost < 10 ? cost.toFixed(1) : whole(cost)} USD`,
      ],
      pipelines,
    );
  }
});
