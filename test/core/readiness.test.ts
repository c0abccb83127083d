/** Home again at half past five: is the truck ready? */
import { describe, expect, it } from "vitest";
import { CHIEF, minutes, rosterWith, state, world } from "./village.ts";

const driver = { kind: "responder", id: "mykola" } as const;

/** Out and back: the report at 03:02, home at 05:30. */
function home(options: Parameters<typeof world>[0] = {}) {
	const w = world(options);
	w.report();
	w.come("mykola", "petro", "ivan", "hanna");
	w.at(300);
	w.mark("departed", { vehicleId: "zil" });
	w.at(148 * 60);
	w.mark("returned", { vehicleId: "zil" });
	return w;
}
const asked = (w: ReturnType<typeof world>) => w.sentAt({ kind: "askReady" });

describe("a truck that returned", () => {
	it("has its driver asked at once, and once more at eight in the morning, silently", () => {
		const w = home();
		expect(w.whoGot({ kind: "askReady" })).toEqual(["mykola"]);
		w.pass(minutes(48 * 60));
		// 03:02 + 298 min = 08:00.
		expect(asked(w)).toEqual([148 * 60, 298 * 60]);
		expect(
			w.sent({ kind: "askReady" }).map(({ message }) => message),
		).toMatchObject([{ again: false }, { again: true }]);
	});

	it("has the leader asked where no driver came along", () => {
		const w = world({
			roster: rosterWith({ mykola: state("off"), oleh: state("off") }),
		});
		w.report();
		w.come("petro", "ivan");
		w.mark("atStation", { responderId: "petro" });
		w.mark("atStation", { responderId: "ivan" });
		w.mark("departed", { vehicleId: "zil" });
		w.mark("returned", { vehicleId: "zil" });
		expect(w.whoGot({ kind: "askReady" })).toEqual(["petro"]);
	});

	it("is unchecked until somebody says what it is, in one word", () => {
		const seen: string[] = [];
		const w = home({
			watch: (_before, _command, _facts, { effects }) => {
				for (const effect of effects)
					if (effect.type === "Uncheck")
						seen.push(`unchecked ${effect.vehicleId}`);
					else if (effect.type === "Check")
						seen.push(`${effect.readiness} ${effect.vehicleId}`);
			},
		});
		w.run("fire", { type: "TellReadiness", by: driver, readiness: "noWater" });
		w.run("fire", { type: "TellReadiness", by: driver, readiness: "ready" });
		expect(seen).toEqual(["unchecked zil", "noWater zil", "ready zil"]);
		expect(w.incident().marks.at(-1)).toMatchObject({
			mark: "ready",
			vehicleId: "zil",
		});
		w.pass(minutes(48 * 60));
		expect(asked(w)).toHaveLength(1);
	});

	it("is asked about after the fire was closed as well", () => {
		const w = home();
		w.run("fire", { type: "Close", by: CHIEF });
		w.pass(minutes(24 * 60));
		expect(asked(w)).toEqual([148 * 60, 298 * 60]);
		expect(
			w.run("fire", { type: "TellReadiness", by: driver, readiness: "broken" })
				.events,
		).toMatchObject([
			{ type: "ReadinessTold", vehicleId: "zil", readiness: "broken" },
		]);
	});

	it("is asked about when it comes home after the end", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro", "ivan", "hanna");
		w.mark("departed", { vehicleId: "zil" });
		w.run("fire", { type: "Close", by: CHIEF });
		w.mark("returned", { vehicleId: "zil" });
		expect(w.whoGot({ kind: "askReady" })).toEqual(["mykola"]);
	});

	it("is nobody's to speak for who was not aboard and leads nothing", () => {
		const w = home();
		const said = w.run("fire", {
			type: "TellReadiness",
			by: { kind: "responder", id: "yurii" },
			readiness: "ready",
		});
		expect(said.ignored).toBe("notOfThisIncident");
		expect(
			w.run("fire", { type: "TellReadiness", by: CHIEF, readiness: "ready" })
				.events,
		).toHaveLength(2);
	});

	it("is spoken of by its own chief, and never by the neighbour's, however often he presses", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro", "ivan", "hanna");
		w.run("fire", { type: "AlertNext", by: CHIEF });
		w.at(300);
		w.mark("departed", { vehicleId: "zil" });
		w.mark("departed", { vehicleId: "gaz" });
		w.at(148 * 60);
		w.mark("returned", { vehicleId: "zil" });
		w.mark("returned", { vehicleId: "gaz" });
		expect(w.whoGot({ kind: "askReady" })).toEqual(["mykola", "u-leader"]);
		for (const readiness of ["ready", "broken"] as const)
			w.run("fire", {
				type: "TellReadiness",
				by: { kind: "responder", id: "u-leader" },
				readiness,
			});
		expect(w.events("ReadinessTold").map(({ vehicleId }) => vehicleId)).toEqual(
			["gaz", "gaz"],
		);
	});

	it("that does not go is missed at once by the fire it was promised to meanwhile", () => {
		const w = home();
		w.run("fire", { type: "Close", by: CHIEF });
		w.report({ id: "second" });
		for (const id of ["mykola", "petro", "ivan", "hanna"])
			w.answer(id, "responding", {}, "second");
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("second");
		w.candidates.vehicles[0] = {
			...w.candidates.vehicles[0],
			state: "outOfService",
		} as never;
		w.run("fire", { type: "TellReadiness", by: driver, readiness: "broken" });
		expect(w.events("VehicleWentDown", "second")).toHaveLength(1);
	});

	it("marked ready by hand is asked about no more", () => {
		const w = home();
		w.mark("ready", { vehicleId: "zil" });
		w.pass(minutes(48 * 60));
		expect(asked(w)).toHaveLength(1);
	});
});
