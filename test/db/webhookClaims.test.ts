/**
 * Every look for alerts also looks for webhooks. However many facts wait for a machine
 * that takes none, it must not walk them: an alarm would wait for that.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { claimWork } from "../../db/sqlite/outbox.ts";

it("hops from subscription to subscription, and takes the first fact of each from an index", async () => {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-claims-"));
	const file = join(folder, "dzvin.sqlite");
	try {
		const { store } = await openSqlite(file);
		await store.close();
		const [look] = claimWork({
			now: 0,
			wallMs: 0,
			leaseMs: 1,
			leaseBy: "test",
			newAttemptId: () => "attempt",
			lanes: [{ lane: "webhook", units: 20, rows: 20 }],
		}).reads;
		const database = new Database(file, { readonly: true });
		const steps = database
			.prepare<unknown[], { detail: string }>(
				`explain query plan ${look?.sql ?? ""}`,
			)
			.all(...(look?.params ?? []))
			.map(({ detail }) => detail);
		database.close();
		const ofTheOutbox = steps.filter((step) => /\b(outbox|[doe])\b/.test(step));
		expect(ofTheOutbox).toEqual([
			"SEARCH outbox USING COVERING INDEX outbox_subscription (subscription_id>?)",
			"SEARCH outbox USING COVERING INDEX outbox_subscription (subscription_id>?)",
			expect.stringMatching(/^SEARCH o USING INDEX .* \(id=\?\)$/),
			"SEARCH d USING INDEX outbox_subscription (subscription_id=? AND due_at<?)",
			"SEARCH e USING INDEX outbox_incident (incident_id=? AND responder_id=?)",
		]);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
