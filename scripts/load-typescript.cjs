// Loads the project's TypeScript without type-checking it (npm run check does that): `node --require` this file.
// Sucrase only strips types, in-process, and adds some 50 ms where ts-node adds seconds and tsx 350 ms.
// From Node 22 on, V8's compiled code is kept between runs, which halves the time to load @pulumi/pulumi.
require("node:module").enableCompileCache?.();
require("sucrase/register/ts");
