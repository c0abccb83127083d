/**
 * The service as `npm start` runs it, with ports that may end it: bundled by
 * `bundle.ts`, started by the supervisor.
 */
import { main } from "../../src/cli.ts";
import { obeyOrders } from "./failpoints.ts";

obeyOrders();
process.exit(await main(["start"]));
