/** Observers of areas and helpers with machines: who is informed, and who may be asked. */
import { z } from "@hono/zod-openapi";
import { EQUIPMENT, INCIDENT_TYPES } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import { type HelperConsent, sayConsent } from "../others/consent.ts";
import { importHelpers } from "../others/helperImport.ts";
import {
	addHelper,
	addObserver,
	changeHelper,
	helperIn,
	listed,
	removeHelper,
	removeObserver,
	type Whom,
} from "../others/roster.ts";
import type { HelperRow, ObserverRow, Scope } from "../ports.ts";
import type { Service } from "../service.ts";
import { CSV_TABLE, flag, formatOf } from "./asked.ts";
import { together } from "./described.ts";
import { id, instantOut, iso, listOf, page, pageQuery } from "./json.ts";
import type { Api } from "./route.ts";
import { define, refused } from "./route.ts";
import {
	helperBody,
	helperChange,
	OBSERVER_KINDS,
	observerBody,
} from "./schemas/others.ts";

/** Where it lies, in words: a code tells nobody anything. */
const areaView = z
	.object({
		name: z.string(),
		kind: z.enum(["oblast", "raion", "hromada", "settlement"]),
		hromada: z.string().nullable().openapi({
			description: "Of a settlement: names of villages repeat",
		}),
	})
	.nullable()
	.openapi({ description: "`null`: nobody has imported this area" });

const observerView = z
	.object({
		id,
		responderId: z.string(),
		name: z.string(),
		areaCode: z.string(),
		area: areaView,
		kind: z.enum(OBSERVER_KINDS),
		types: z.array(z.enum(INCIDENT_TYPES)).nullable(),
		createdAt: instantOut,
	})
	.openapi("Observer");
const helperView = z
	.object({
		id,
		responderId: z.string(),
		name: z.string(),
		areaCode: z.string(),
		area: areaView,
		equipment: z.array(z.enum(EQUIPMENT)),
		types: z.array(z.enum(INCIDENT_TYPES)).nullable(),
		askedAt: instantOut.nullable(),
		consentAt: instantOut.nullable().openapi({
			description: "Nobody is asked to a fire before",
		}),
		withdrawnAt: instantOut.nullable(),
		quietAt: instantOut.nullable().openapi({
			description: "Said never to be asked again: `consent: ask` is refused",
		}),
		createdAt: instantOut,
	})
	.openapi("Helper");

const importView = z
	.object({
		created: z.int(),
		updated: z.int(),
		unchanged: z.int(),
		ignored: z.array(z.string()),
		rejected: z.array(
			z.object({ line: z.int(), column: z.string(), message: z.string() }),
		),
	})
	.openapi("HelperImport");

const byId = z.strictObject({ id });

export function othersRoutes(
	app: Api,
	service: Service,
	consent: HelperConsent | undefined,
) {
	return together(
		observerRoutes(app, service),
		helperRoutes(app, service, consent),
	);
}

function observerRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/observers",
				right: "people.read",
				tag: "Others",
				summary: "Who is informed of what happens in your areas",
				query: z.strictObject(pageQuery),
				answers: {
					200: { description: "A page", schema: listOf(observerView) },
				},
			},
			async ({ caller, query, c }) => {
				const found = await listed(
					service,
					caller.scope,
					query,
					service.others.observers,
				);
				const words = await wordsOf(service, found.items);
				return c.json(
					page(
						found,
						found.items.map((row) => observerOf(row, words)),
					),
				);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/observers",
				right: "people.write",
				tag: "Others",
				summary: "Informs somebody of an area and everything below it",
				description:
					"When people are alerted, at departure and at the end, by Telegram, else SMS; never rung, never alerted. The same person and area again change that line.",
				body: observerBody,
				answers: { 201: { description: "Added", schema: observerView } },
			},
			async ({ caller, body, c }) => {
				const { responderId, person, types: only, ...given } = body;
				const row = await addObserver(service, caller, {
					...given,
					...(only ? { types: only } : {}),
					whom: whomOf({ responderId, person }),
				});
				const words = await wordsOf(service, [row]);
				return c.json(observerOf(row, words), 201);
			},
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/observers/{id}",
				right: "people.write",
				tag: "Others",
				summary: "Informs them of that area no more",
				params: byId,
				answers: { 204: { description: "Deleted" } },
			},
			async ({ caller, params, c }) => {
				await removeObserver(service, caller, params.id);
				return c.body(null, 204);
			},
		),
	);
}

function helperRoutes(
	app: Api,
	service: Service,
	consent: HelperConsent | undefined,
) {
	const shown = async (row: HelperRow) => {
		// Asked meanwhile, it says so.
		const now = (await service.others.helper(row.id)) ?? row;
		return helperOf(now, await wordsOf(service, [now]));
	};
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/helpers",
				right: "people.read",
				tag: "Others",
				summary: "Who has a machine and may be asked with it",
				query: z.strictObject(pageQuery),
				answers: {
					200: { description: "A page", schema: listOf(helperView) },
				},
			},
			async ({ caller, query, c }) => {
				const found = await listed(
					service,
					caller.scope,
					query,
					service.others.helpers,
				);
				const words = await wordsOf(service, found.items);
				return c.json(
					page(
						found,
						found.items.map((row) => helperOf(row, words)),
					),
				);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/helpers",
				right: "people.write",
				tag: "Others",
				summary: "Puts somebody on the list and asks whether they agree",
				description:
					"By Telegram, else by an SMS; a button phone is rung by day as well. Without their own yes nobody is asked to a fire. One line a person: the same person again changes it.",
				body: helperBody,
				answers: { 201: { description: "Added", schema: helperView } },
			},
			async ({ caller, body, c }) => {
				const { responderId, person, types: only, ...given } = body;
				const row = await addHelper(service, caller, {
					...given,
					...(only ? { types: only } : {}),
					whom: whomOf({ responderId, person }),
				});
				if (row.consentAt === undefined) await consent?.ask(row);
				return c.json(await shown(row), 201);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/helpers/import",
				right: "people.import",
				proven: true,
				tag: "Others",
				summary: "Adds and changes helpers from a table",
				description:
					"Found again by phone; all or nothing; `dryRun` writes nothing. Asks nobody whether they agree.",
				query: z.strictObject({ dryRun: flag }),
				rawBody: CSV_TABLE,
				answers: {
					200: {
						description: "What was done, or would be",
						schema: importView,
					},
				},
			},
			async ({ caller, query, c }) => {
				formatOf(c.req.header("Content-Type"), "csv");
				const bytes = new Uint8Array(await c.req.arrayBuffer());
				return c.json(await importHelpers(service, caller, bytes, query));
			},
		),
		define(
			app,
			{
				method: "patch",
				path: "/v1/helpers/{id}",
				right: "people.write",
				tag: "Others",
				summary:
					"Changes what they have and where; asks again; takes consent back",
				params: byId,
				body: helperChange,
				answers: {
					200: { description: "Changed", schema: helperView },
					409: { description: "They said never to be asked again" },
				},
			},
			async ({ caller, params, body, c }) => {
				const {
					consent: wish,
					areaCode: code,
					equipment: has,
					types: only,
				} = body;
				if (wish === "ask") await mustBeAskable(service, caller, params.id);
				const row = await changeHelper(service, caller, params.id, {
					...(code === undefined ? {} : { areaCode: code }),
					...(has === undefined ? {} : { equipment: has }),
					...(only === undefined ? {} : { types: only }),
				});
				if (wish === "withdrawn")
					await sayConsent(service, caller.by, row.id, "no");
				if (wish === "ask") await consent?.ask(row);
				return c.json(
					await shown(await helperIn(service, caller.scope, row.id)),
				);
			},
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/helpers/{id}",
				right: "people.write",
				tag: "Others",
				summary: "Takes them off the list",
				params: byId,
				answers: { 204: { description: "Deleted" } },
			},
			async ({ caller, params, c }) => {
				await removeHelper(service, caller, params.id);
				return c.body(null, 204);
			},
		),
	);
}

/** «Більше не питати» is theirs alone to take back. */
async function mustBeAskable(
	service: Service,
	{ scope }: { scope: Scope },
	helperId: string,
): Promise<void> {
	const { quietAt } = await helperIn(service, scope, helperId);
	if (quietAt !== undefined)
		throw new AppError(
			"conflict",
			"Expected somebody who may be asked, came one who said never to be asked again. They may still agree themselves: in the chat, by their link, or ringing the bell's number.",
		);
}

function whomOf({
	responderId,
	person,
}: {
	responderId?: string | undefined;
	person?:
		| {
				name: string;
				phone: string;
				phoneKind?: "smart" | "button" | undefined;
		  }
		| undefined;
}): Whom {
	if (responderId !== undefined && person === undefined) return { responderId };
	if (person === undefined || responderId !== undefined)
		throw refused([
			{
				path: "responderId",
				message: "expected either `responderId` or `person`, came both or none",
			},
		]);
	const { phoneKind, ...rest } = person;
	return { person: { ...rest, ...(phoneKind ? { phoneKind } : {}) } };
}

type Line = { responderId: string; areaCode: string };
type Words = {
	name: string;
	area: z.output<typeof areaView>;
};

/** What people call who and where, for each of these lines. */
async function wordsOf(
	{ roster, areas, secrets }: Service,
	rows: readonly Line[],
): Promise<(row: Line) => Words> {
	const people = await roster.people([
		...new Set(rows.map(({ responderId }) => responderId)),
	]);
	const names = new Map(
		people.map((row) => [row.id, secrets.open(row.name)] as const),
	);
	const own = await areas.byCodes([
		...new Set(rows.map(({ areaCode }) => areaCode)),
	]);
	const hromadas = await areas.byCodes([
		...new Set(
			own.flatMap(({ kind, parentCode }) =>
				kind === "settlement" && parentCode ? parentCode : [],
			),
		),
	]);
	const byCode = new Map(
		[...own, ...hromadas].map((row) => [row.code, row] as const),
	);
	return ({ responderId, areaCode }) => {
		const area = byCode.get(areaCode);
		const above =
			area?.kind === "settlement"
				? byCode.get(area.parentCode ?? "")?.name
				: undefined;
		return {
			name: names.get(responderId) ?? "",
			area: area
				? { name: area.name, kind: area.kind, hromada: above ?? null }
				: null,
		};
	};
}

const observerOf = (row: ObserverRow, words: (row: Line) => Words) => ({
	id: row.id,
	responderId: row.responderId,
	...words(row),
	areaCode: row.areaCode,
	kind: row.kind,
	types: row.types ?? null,
	createdAt: iso(row.createdAt),
});

const instant = (at: number | undefined) => (at === undefined ? null : iso(at));

const helperOf = (row: HelperRow, words: (row: Line) => Words) => ({
	id: row.id,
	responderId: row.responderId,
	...words(row),
	areaCode: row.areaCode,
	equipment: row.equipment,
	types: row.types ?? null,
	askedAt: instant(row.askedAt),
	consentAt: instant(row.consentAt),
	withdrawnAt: instant(row.withdrawnAt),
	quietAt: instant(row.quietAt),
	createdAt: iso(row.createdAt),
});
