/** The contract suite inside workerd: the same promises on Cloudflare D1. */
import { applyD1Migrations, env, reset } from "cloudflare:test";
import { d1Store } from "../../db/sqlite/d1.ts";
import { airRaidsContract } from "../contract/airRaids.contract.ts";
import { areasContract } from "../contract/areas.contract.ts";
import { groundContract } from "../contract/ground.contract.ts";
import { othersContract } from "../contract/others.contract.ts";
import { reportersContract } from "../contract/reporters.contract.ts";
import { signInContract } from "../contract/signIn.contract.ts";
import { storeContract } from "../contract/store.contract.ts";
import { webhooksContract } from "../contract/webhooks.contract.ts";

const open = async () => {
	await reset();
	await applyD1Migrations(env.DB, env.MIGRATIONS);
	return d1Store(env.DB);
};

storeContract("Cloudflare D1", open);
signInContract("Cloudflare D1", open);
areasContract("Cloudflare D1", open);
airRaidsContract("Cloudflare D1", open);
groundContract("Cloudflare D1", open);
reportersContract("Cloudflare D1", open);
othersContract("Cloudflare D1", open);
webhooksContract("Cloudflare D1", open);
