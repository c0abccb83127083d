/** The service as `npm start` runs it, without its launcher, which would build it anew under the storm. */
import { main } from "../../src/cli.ts";

process.exit(await main(["start"]));
