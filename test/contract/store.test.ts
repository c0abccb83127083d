/** The contract suite on this machine: the reference in memory, and a real file. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { memoryStore } from "../../db/memory.ts";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { airRaidsContract } from "./airRaids.contract.ts";
import { areasContract } from "./areas.contract.ts";
import { groundContract } from "./ground.contract.ts";
import { othersContract } from "./others.contract.ts";
import { reportersContract } from "./reporters.contract.ts";
import { signInContract } from "./signIn.contract.ts";
import { storeContract } from "./store.contract.ts";
import { webhooksContract } from "./webhooks.contract.ts";

let folder = "";
let files = 0;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "dzvin-contract-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

storeContract("memory", async () => memoryStore());
storeContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
signInContract("memory", async () => memoryStore());
signInContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
areasContract("memory", async () => memoryStore());
areasContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
othersContract("memory", async () => memoryStore());
othersContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
groundContract("memory", async () => memoryStore());

reportersContract("memory", async () => memoryStore());
reportersContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
groundContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
webhooksContract("memory", async () => memoryStore());
webhooksContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
airRaidsContract("memory", async () => memoryStore());
airRaidsContract("an SQLite file", async () =>
	openSqlite(join(folder, `${++files}.db`), { groupCommitMs: 1 }),
);
