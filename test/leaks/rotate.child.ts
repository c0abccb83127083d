/** A rotation that is killed at its `n`-th write: what a power cut leaves. */
import { openCopy, whileAlone } from "../../db/sqlite/embedded.ts";
import { readConfig } from "../../src/config.ts";
import { rotateSecret } from "../../src/rotate.ts";

const killAt = Number(process.argv[2]);
const read = readConfig(process.env);
if (!("config" in read)) throw new Error("the settings are not whole");
let writes = 0;
rotateSecret({
	config: read.config,
	newSecret: process.env.DZVIN_SECRET_NEW,
	now: Date.parse("2026-11-23T10:00:00Z"),
	print: () => {},
	files: {
		alone: whileAlone,
		open: (file, work) =>
			openCopy(file, (hand) =>
				work({
					...hand,
					run(sql, ...params) {
						writes += 1;
						if (writes === killAt) process.kill(process.pid, "SIGKILL");
						return hand.run(sql, ...params);
					},
				}),
			),
	},
});
process.stdout.write(String(writes));
