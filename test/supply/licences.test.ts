/**
 * What we hand on with the service may be handed on: every production dependency,
 * as the lockfile pins it, is under a licence of the list, or named with a reason.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LICENCES, OTHER_LICENCES } from "../../scripts/exceptions.ts";

type Locked = { license?: string; dev?: boolean };

const { packages } = JSON.parse(
	readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8"),
) as { packages: Record<string, Locked> };

const shipped = Object.entries(packages).flatMap(([path, { license, dev }]) =>
	path === "" || dev
		? []
		: [
				{
					name: path.slice(
						path.lastIndexOf("node_modules/") + "node_modules/".length,
					),
					licence: license ?? "none",
				},
			],
);

/** "MIT OR Apache-2.0" lets us choose; "MIT AND …" binds us to both. */
const isAllowed = (licence: string): boolean =>
	licence
		.replace(/^\((.*)\)$/, "$1")
		.split(" OR ")
		.some((one) => LICENCES.includes(one));

test("every production dependency is under a licence of the list, or named", () => {
	expect(shipped.length).toBeGreaterThan(100);
	expect(
		shipped.filter(
			({ name, licence }) =>
				!isAllowed(licence) &&
				!OTHER_LICENCES.some(
					(known) => known.package === name && known.licence === licence,
				),
		),
	).toEqual([]);
});

test("every licence of the list and every exception is still needed", () => {
	const found = new Set(
		shipped.flatMap(({ licence }) => licence.split(" OR ")),
	);
	expect(LICENCES.filter((licence) => !found.has(licence))).toEqual([]);
	expect(
		OTHER_LICENCES.filter(
			({ package: name, licence }) =>
				isAllowed(licence) ||
				!shipped.some((one) => one.name === name && one.licence === licence),
		),
	).toEqual([]);
});

test("a licence that asks for more is not on the list", () => {
	for (const licence of ["GPL-3.0-only", "MIT AND GPL-3.0-only", "none"])
		expect(isAllowed(licence), licence).toBe(false);
	expect(isAllowed("(GPL-3.0-only OR MIT)")).toBe(true);
});
