import { test } from "node:test";
import { given } from "../../testing/given";

test("a secret of the greatest length", () => {
  given("aws:secretsmanager/secretVersion:SecretVersion", { secretString: "x".repeat(65_536) }).accepts("secret-size");
});
