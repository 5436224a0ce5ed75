import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

test("an access point is taken: the whole file system, and four directories", () => {
  const type = "aws:efs/accessPoint:AccessPoint";
  given(type, { rootDirectory: { path: "/" }, posixUser: { uid: 0, gid: 4294967295 } }).accepts(
    "access-point-directory",
  );
  const creationInfo = { ownerUid: 0, ownerGid: 0, permissions: "755" };
  given(type, { rootDirectory: { path: "/a-1/b_2/c.3/d 4", creationInfo } }).accepts("access-point-directory");
  given(type, { rootDirectory: unknown }).accepts("access-point-directory");
});
