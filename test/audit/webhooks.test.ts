/** What machines are told while the database takes no writes, and after a copy took its place. */
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
	copyDatabase,
	openCopy,
	whileAlone,
} from "../../db/sqlite/embedded.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { restoreCopy, resumePast } from "../../src/restore.ts";
import {
	subscribe,
	testSubscription,
} from "../../src/subscriptions/subscribe.ts";
import { openPeer, type Peer } from "../http/peer.ts";
import { type Installation, openInstallation, SECRET } from "./installation.ts";

let place: Installation;
let peer: Peer;
const OWNER = {
	by: { kind: "key", id: "admin" },
	scope: EVERYTHING,
} as const;

beforeEach(async () => {
	place = await openInstallation();
	peer = await openPeer();
});
afterEach(async () => {
	await peer.close();
	await place.close();
});

const cancel = (incidentId: string, commandId: string) =>
	place.service.handle(
		incidentId,
		{
			type: "Cancel",
			by: { kind: "key", id: "desk" },
			reason: "mistake",
			ownDesk: true,
		},
		{ commandId },
	);

it("a fire that lives outside the database is posted at once, and polled once the database has it", async () => {
	await subscribe(place.service, OWNER, { url: peer.url });
	await place.process.snapshots.refresh();
	const giveBack = place.takeWritesAway();
	const fire = await place.report();
	await place.pass(2_000);
	await cancel(fire, "cancelled-blind");
	await place.pass(2_000);
	expect(peer.types()).toEqual(["cancelled"]);
	giveBack();
	await place.pass(20_000);
	expect(place.service.degraded()).toEqual([]);
	// Moved in as sent: not posted a second time.
	expect(peer.came).toHaveLength(1);
	const { items } = await place.service.store.outward(EVERYTHING, {
		after: 0,
		limit: 9,
	});
	expect(items.map(({ body }) => JSON.parse(body))).toEqual([
		peer.came[0]?.body,
	]);
});

it("what waited in a copy is held until a human says so, and a position that was read is not given again", async () => {
	const { subscription } = await subscribe(place.service, OWNER, {
		url: peer.url,
	});
	const fire = await place.report();
	await cancel(fire, "before the copy");
	await place.pass(2_000);
	await peer.close();
	await testSubscription(place.service, OWNER, subscription.id);
	await copyDatabase(place.file, join(place.folder, "copy.db"));
	const later = await place.report({ force: true });
	await cancel(later, "after the copy");
	const { end } = await place.service.store.outward(EVERYTHING, {
		after: 0,
		limit: 9,
	});
	await place.process.database.store.close();
	const shell = {
		config: {
			databaseFile: place.file,
			snapshotFile: join(place.folder, "dzvin.db.roster"),
			secret: SECRET,
		},
		files: { open: openCopy, alone: whileAlone },
		now: place.process.clock.now(),
		print: () => {},
	};
	restoreCopy({ ...shell, file: join(place.folder, "copy.db") });
	peer = await openPeer({ port: peer.port });
	await place.restart();
	await place.pass(60_000);
	expect(peer.came).toEqual([]);

	const fresh = await place.report({ force: true });
	await cancel(fresh, "after the restore");
	await place.pass(2_000);
	expect(peer.came.map(({ body }) => body.incident.id)).toEqual([fresh]);
	const { items } = await place.service.store.outward(EVERYTHING, {
		after: end,
		limit: 9,
	});
	expect(items.map(({ incidentId }) => incidentId)).toEqual([fresh]);

	resumePast(shell);
	await place.pass(120_000);
	expect(peer.types()).toContain("test");
});
