import { test } from "node:test";
import { givenProgram } from "../../testing/given";
import { told, toldProgram } from "../../testing/told-program";

const api = (url: string) => givenProgram(toldProgram({ server: [told({ SERVER_HOST_API_URL: url })] }));

test("api-urls: /api, with a slash behind it or without", () => {
  for (const url of ["http://server:8585/api", "https://metadata.example.com/api/"]) api(url).accepts("api-urls");
});

test("api-urls: another path, and what is no URL", () => {
  for (const url of ["http://server:8585", "http://server:8585/api/v1", "server/api"])
    api(url).refuses("api-urls", /must be a URL that ends in \/api/);
});
