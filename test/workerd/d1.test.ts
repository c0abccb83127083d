/** The contract suite inside workerd: the same promises on Cloudflare D1. */
import { applyD1Migrations, env, reset } from "cloudflare:test";
import { d1Store } from "../../db/sqlite/d1.ts";
import { storeContract } from "../contract/store.contract.ts";

storeContract("Cloudflare D1", async () => {
	await reset();
	await applyD1Migrations(env.DB, env.MIGRATIONS);
	return d1Store(env.DB);
});
