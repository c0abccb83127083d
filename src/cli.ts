/**
 * The commands of the shell. Reads the words, calls one function each.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Config, readConfig } from "./config.ts";
import { AppError } from "./errors.ts";
import { sayLastWords } from "./people/lastWords.ts";

const HELP = `dzvin: the bell

  dzvin start                       the service with real carriers
  dzvin demo [--once] [--seed N] [--speed N] [--lang uk|en]
  dzvin sandbox [--port N]          carriers on loopback and the phones page
  dzvin doctor                      what would stop an alert, and what to do
  dzvin import roster FILE.csv [--dry-run] [--partial]
  dzvin import areas FILE.csv [--dry-run]    settlements, hromadas, the codifier or coordinates, seen by the columns
  dzvin import water FILE [--dry-run]        where trucks are filled: .csv, or .geojson
  dzvin import helpers FILE.csv [--dry-run]  who has a tractor and may be asked to agree
  dzvin import hazards FILE.geojson [--dry-run] [--source NAME]
                                             mined ground; takes the place of what its source said before
  dzvin invite RESPONDER            an invitation to Telegram for one person
  dzvin pin RESPONDER [--remove]    a new PIN with which a chief raises an alarm by phone
  dzvin key create --name N [--scope everything|own|brigades:ID,ID|area:CODE] [--expires D]
  dzvin key list | key revoke ID    the keys there are, when each was last used
  dzvin grant RESPONDER --role R --scope S   administrator, coordinator, dutyOfficer; list, revoke ID
  dzvin desk create --name N --scope S       a duty desk and the link for its workstation; list, link ID, delete ID
  dzvin wall create --brigade B --name N     a screen in a brigade's station and its link; list B, free ID, delete ID
  dzvin replay FILE.csv [--brigades FILE.json] [--speed N]
  dzvin migrate                     brings the database to this version
  dzvin backup FILE                 a whole copy, also while the service runs
  dzvin rotate-secret               seals the database anew with DZVIN_SECRET_NEW
  dzvin person export|erase RESPONDER   everything held about one person; or takes it away
  dzvin restore FILE [--resume]     puts a copy in the database's place; the past rings only with --resume
  dzvin sentinel                    on another host: rings the chiefs when the service is silent
  dzvin rebuild                     heads of incidents anew from their logs
  dzvin verify [--heads FILE] [--root DIGEST] [--until DAY]   proves that nobody altered or cut a log; also while the service runs

Settings come from the environment; README names them.`;

export async function main(words: readonly string[]): Promise<number> {
	const [command, ...rest] = words;
	const run = command === undefined ? undefined : COMMANDS[command];
	if (!run) {
		const known =
			command === undefined || command === "help" || command === "--help";
		print(known ? HELP : `There is no command "${command}".\n\n${HELP}`);
		return known ? 0 : 2;
	}
	try {
		return await run(rest);
	} catch (error) {
		printError(error);
		return 1;
	}
}

const COMMANDS: Record<string, (words: string[]) => Promise<number>> = {
	start,
	demo,
	sandbox,
	doctor: async () => (await import("./doctor.ts")).doctor(process.env, print),
	import: importCommand,
	invite: inviteCommand,
	pin: pinCommand,
	key: keyCommand,
	grant: async (words) =>
		(await import("./accessShell.ts")).grantCommand(
			{ administer, print },
			words,
		),
	wall: async (words) =>
		(await import("./accessShell.ts")).wallCommand(
			{ administer, print },
			words,
		),
	desk: async (words) =>
		(await import("./accessShell.ts")).deskCommand(
			{ administer, print },
			words,
		),
	replay,
	migrate,
	backup,
	restore,
	person,
	"rotate-secret": rotate,
	sentinel,
	rebuild,
	verify,
};

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function printError(error: unknown): void {
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`${message}\n`);
	if (error instanceof AppError)
		for (const fault of error.faults)
			process.stderr.write(`  ${fault.path}: ${fault.message}\n`);
}

/** The configuration, or an error that names every mistake. */
function configured(): Config {
	const read = readConfig(process.env);
	if ("config" in read) return read.config;
	throw new AppError("invalid", "Dzvin cannot start with these settings:", {
		faults: read.mistakes.map(({ name, message }) => ({ path: name, message })),
	});
}

async function start(): Promise<number> {
	sayLastWords();
	const { startNode } = await import("./node.ts");
	// Heard from the first moment: whoever asks during the start gets an orderly end, too.
	const asked = untilAskedToStop();
	const config = configured();
	const running = await startNode(config).catch((error: unknown) => {
		throw notListening(error, config) ?? error;
	});
	await asked;
	await running.stop();
	return 0;
}

const LISTENS: Record<string, { name: "HOST" | "PORT"; expected: string }> = {
	EADDRNOTAVAIL: {
		name: "HOST",
		expected:
			"an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them",
	},
	ENOTFOUND: {
		name: "HOST",
		expected: "an address of this machine such as 127.0.0.1 or localhost",
	},
	EADDRINUSE: {
		name: "PORT",
		expected: "a port that no other program listens on",
	},
	EACCES: {
		name: "PORT",
		expected: "a port that this user may listen on, from 1024 up",
	},
};

/** The system speaks of bind and getaddrinfo; the operator set HOST and PORT. */
function notListening(
	error: unknown,
	{ host, port }: Config,
): AppError | undefined {
	if (!(error instanceof Error)) return undefined;
	const { code, syscall } = error as NodeJS.ErrnoException;
	if (!/^(listen|bind|getaddrinfo)$/.test(syscall ?? "")) return undefined;
	const { name, expected } = LISTENS[code ?? ""] ?? {
		name: "HOST",
		expected: "an address to listen on",
	};
	return new AppError("invalid", "Dzvin cannot start with these settings:", {
		faults: [
			{
				path: name,
				message: `expected ${expected}; at HOST ${host}, PORT ${port} the system answers ${code ?? "an error"}`,
			},
		],
		cause: error,
	});
}

const untilAskedToStop = (): Promise<void> =>
	new Promise((resolve) => {
		process.once("SIGTERM", () => resolve());
		process.once("SIGINT", () => resolve());
	});

async function demo(words: string[]): Promise<number> {
	const { values } = parseArgs({
		args: words,
		options: {
			once: { type: "boolean", default: false },
			seed: { type: "string" },
			speed: { type: "string" },
			lang: { type: "string" },
		},
	});
	const { runDemo } = await import("./demo/demo.ts");
	return runDemo({
		once: values.once,
		print,
		...(values.seed === undefined
			? {}
			: { seed: wholeNumber("--seed", values.seed) }),
		...(values.speed === undefined
			? {}
			: { speed: wholeNumber("--speed", values.speed) }),
		...(values.lang === undefined
			? {}
			: { lang: values.lang === "en" ? "en" : "uk" }),
	});
}

async function sandbox(words: string[]): Promise<number> {
	const { values } = parseArgs({
		args: words,
		options: { port: { type: "string", default: "8090" } },
	});
	const { standAlone } = await import("./sandbox/standAlone.ts");
	const running = await standAlone({
		port: wholeNumber("--port", values.port),
		environment: process.env,
		print,
	});
	await untilAskedToStop();
	await running.close();
	return 0;
}

async function replay(words: string[]): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: {
			brigades: { type: "string" },
			speed: { type: "string" },
			seed: { type: "string" },
		},
	});
	const { runReplay } = await import("./replay.ts");
	return runReplay({
		file: needed(positionals[0], "dzvin replay FILE.csv"),
		print,
		...(values.brigades === undefined ? {} : { brigades: values.brigades }),
		...(values.speed === undefined
			? {}
			: { speed: wholeNumber("--speed", values.speed) }),
		...(values.seed === undefined
			? {}
			: { seed: wholeNumber("--seed", values.seed) }),
	});
}

function needed(word: string | undefined, usage: string): string {
	if (word !== undefined) return word;
	throw new AppError("invalid", `Expected: ${usage}`);
}

function wholeNumber(name: string, text: string): number {
	const value = Number(text);
	if (Number.isInteger(value) && value >= 0) return value;
	throw new AppError(
		"invalid",
		`${name} expects a whole number, got "${text}".`,
	);
}

// --- administration: straight on the database, or through the service that holds it ----

/** The service behind its own API when it runs (it alone may write), else the opened database. */
async function administer<T>(
	direct: (service: Awaited<ReturnType<typeof openQuietly>>) => Promise<T>,
	through: (call: ApiCall) => Promise<T>,
): Promise<T> {
	const config = configured();
	const call = await runningApi(config);
	if (call) return through(call);
	const opened = await openQuietly(config);
	try {
		return await direct(opened);
	} finally {
		await opened.service.store.close();
	}
}

async function openQuietly(config: Config) {
	const [{ openService }, { jsonLog }] = await Promise.all([
		import("./node.ts"),
		import("./log.ts"),
	]);
	return openService(config, { log: jsonLog("error") });
}

type ApiCall = (
	path: string,
	/** Absent with GET and DELETE. Bytes go as they are: who reads them says what is wrong with them. */
	body?: string | Uint8Array<ArrayBuffer> | object,
	type?: string,
	method?: "POST" | "GET" | "DELETE",
) => Promise<unknown>;

/** Undefined when no service answers on this configuration's port. */
async function runningApi(config: Config): Promise<ApiCall | undefined> {
	const root = `http://${config.host}:${config.port}`;
	const up = await fetch(`${root}/healthz`, {
		signal: AbortSignal.timeout(1_000),
	}).catch(() => undefined);
	if (!up?.ok) return undefined;
	const key = config.adminApiKey;
	if (key === undefined)
		throw new AppError(
			"invalid",
			"The service is running and holds the database. Set the ADMIN_API_KEY it was started with, or stop it first.",
		);
	return async (path, body, type = "application/json", method = "POST") => {
		const response = await fetch(`${root}${path}`, {
			method,
			headers: { authorization: `Bearer ${key}`, "content-type": type },
			...(body === undefined
				? {}
				: {
						body:
							typeof body === "string" || body instanceof Uint8Array
								? body
								: JSON.stringify(body),
					}),
		});
		const text = await response.text();
		const answer = JSON.parse(text || "{}") as {
			detail?: string;
			title?: string;
			errors?: { path: string; message: string }[];
		};
		if (!response.ok)
			throw new AppError(
				"invalid",
				answer.detail ??
					answer.title ??
					`The service answered ${response.status}.`,
				{
					faults: answer.errors ?? [],
				},
			);
		return answer;
	};
}

async function importCommand(words: string[]): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: {
			"dry-run": { type: "boolean", default: false },
			partial: { type: "boolean", default: false },
			source: { type: "string" },
		},
	});
	const usage =
		"dzvin import roster FILE.csv [--dry-run] [--partial], dzvin import areas FILE.csv [--dry-run], dzvin import water FILE [--dry-run], dzvin import helpers FILE.csv [--dry-run] or dzvin import hazards FILE.geojson [--dry-run] [--source NAME]";
	if (positionals[0] === "water" && !values.partial)
		return importWaterFrom(needed(positionals[1], usage), values["dry-run"]);
	if (positionals[0] === "helpers" && !values.partial)
		return importHelpersFrom(needed(positionals[1], usage), values["dry-run"]);
	if (positionals[0] === "hazards" && !values.partial)
		return importHazardsFrom(needed(positionals[1], usage), {
			dryRun: values["dry-run"],
			...(values.source === undefined ? {} : { source: values.source }),
		});
	if (positionals[0] === "areas" && !values.partial)
		return importAreasFrom(needed(positionals[1], usage), values["dry-run"]);
	if (positionals[0] !== "roster")
		throw new AppError("invalid", `Expected: ${usage}`);
	const bytes = await readFile(needed(positionals[1], usage));
	const options = { dryRun: values["dry-run"], partial: values.partial };
	const { importRoster } = await import("./rosterImport.ts");
	const { OPERATOR } = await import("./keys.ts");
	const result = await administer(
		({ service }) => importRoster(service, OPERATOR, bytes, options),
		async (call) =>
			(await call(
				`/v1/roster/import?dryRun=${options.dryRun}&partial=${options.partial}`,
				new Uint8Array(bytes),
				"text/csv",
			)) as Awaited<ReturnType<typeof importRoster>>,
	);
	for (const { line, column, message } of result.rejected)
		print(`line ${line}, ${column}: ${message}`);
	print(
		`created ${result.created}, updated ${result.updated}, rejected ${result.rejected.length}${options.dryRun ? " (dry run: nothing was written)" : ""}`,
	);
	return result.rejected.length > 0 && !options.partial ? 1 : 0;
}

async function importAreasFrom(file: string, dryRun: boolean): Promise<number> {
	const bytes = await readFile(file);
	const { importAreas } = await import("./areas/areaImport.ts");
	const { OPERATOR } = await import("./keys.ts");
	const result = await administer(
		({ service }) => importAreas(service, OPERATOR, bytes, { dryRun }),
		async (call) =>
			(await call(
				`/v1/areas/import?dryRun=${dryRun}`,
				new Uint8Array(bytes),
				"text/csv",
			)) as Awaited<ReturnType<typeof importAreas>>,
	);
	for (const { line, column, message } of result.rejected)
		print(`line ${line}${column === "" ? "" : `, ${column}`}: ${message}`);
	if (result.rejected.length > 0) {
		print(`rejected ${result.rejected.length}, nothing was written`);
		return 1;
	}
	print(
		`${result.list}: created ${result.created}, updated ${result.updated}, unchanged ${result.unchanged}${dryRun ? " (dry run: nothing was written)" : ""}`,
	);
	if (result.kept > 0)
		print(`kept ${result.kept} that this file does not name`);
	if (result.withoutParent > 0)
		print(
			`${result.withoutParent} belong to an area that is not known: their hromada, raion or oblast is not shown until it is imported`,
		);
	if (result.cityDistricts > 0)
		print(`districts of cities, not taken: ${result.cityDistricts}`);
	if (result.unknown > 0)
		print(
			`codes that are not known, import their names first: ${result.unknown} (${result.unknownLines.map(({ line, code }) => `line ${line} ${code}`).join(", ")}${result.unknown > result.unknownLines.length ? ", …" : ""})`,
		);
	if (result.ignored.length > 0)
		print(`not read: ${result.ignored.join(", ")}`);
	return 0;
}

async function importWaterFrom(file: string, dryRun: boolean): Promise<number> {
	const bytes = await readFile(file);
	const { importWater } = await import("./ground/waterImport.ts");
	const { OPERATOR } = await import("./keys.ts");
	const format = /\.(geo)?json$/i.test(file) ? "geojson" : "csv";
	const result = await administer(
		({ service }) => importWater(service, OPERATOR, bytes, { format, dryRun }),
		async (call) =>
			(await call(
				`/v1/water/import?dryRun=${dryRun}`,
				new Uint8Array(bytes),
				format === "csv" ? "text/csv" : "application/geo+json",
			)) as Awaited<ReturnType<typeof importWater>>,
	);
	return printImported(result, dryRun);
}

/** Exit code: nothing is written where a line is wrong. */
function printImported(
	{
		created,
		updated,
		unchanged,
		ignored,
		rejected,
	}: {
		created: number;
		updated: number;
		unchanged: number;
		ignored: readonly string[];
		rejected: Parameters<typeof printFaults>[0];
	},
	dryRun: boolean,
): 0 | 1 {
	if (printFaults(rejected)) return 1;
	print(
		`created ${created}, updated ${updated}, unchanged ${unchanged}${dryRun ? NOTHING_WRITTEN : ""}`,
	);
	if (ignored.length > 0) print(`not read: ${ignored.join(", ")}`);
	return 0;
}

async function importHelpersFrom(
	file: string,
	dryRun: boolean,
): Promise<number> {
	const bytes = await readFile(file);
	const { importHelpers } = await import("./others/helperImport.ts");
	const { OPERATOR } = await import("./keys.ts");
	const result = await administer(
		({ service }) => importHelpers(service, OPERATOR, bytes, { dryRun }),
		async (call) =>
			(await call(
				`/v1/helpers/import?dryRun=${dryRun}`,
				new Uint8Array(bytes),
				"text/csv",
			)) as Awaited<ReturnType<typeof importHelpers>>,
	);
	return printImported(result, dryRun);
}

async function importHazardsFrom(
	file: string,
	options: { dryRun: boolean; source?: string },
): Promise<number> {
	const bytes = await readFile(file);
	const { importHazards } = await import("./ground/hazardImport.ts");
	const { OPERATOR } = await import("./keys.ts");
	const query = new URLSearchParams({
		dryRun: String(options.dryRun),
		...(options.source === undefined ? {} : { source: options.source }),
	});
	const result = await administer(
		({ service }) => importHazards(service, OPERATOR, bytes, options),
		async (call) =>
			(await call(
				`/v1/hazards/import?${query}`,
				new Uint8Array(bytes),
				"application/geo+json",
			)) as Awaited<ReturnType<typeof importHazards>>,
	);
	if (printFaults(result.rejected)) return 1;
	print(
		`created ${result.created}, updated ${result.updated}, unchanged ${result.unchanged}, removed ${result.removed}${options.dryRun ? NOTHING_WRITTEN : ""}`,
	);
	for (const source of result.sources)
		print(
			source === ""
				? "of no source: only these are known of it now"
				: `only these are known of ${source} now`,
		);
	return 0;
}

const NOTHING_WRITTEN = " (dry run: nothing was written)";

/** True when there are any: then nothing was written. */
function printFaults(
	rejected: readonly {
		line?: number | undefined;
		feature?: number | undefined;
		column: string;
		message: string;
	}[],
): boolean {
	for (const { line, feature, column, message } of rejected)
		print(
			`${line === undefined ? `feature ${feature}` : `line ${line}`}${column === "" ? "" : `, ${column}`}: ${message}`,
		);
	if (rejected.length > 0)
		print(`rejected ${rejected.length}, nothing was written`);
	return rejected.length > 0;
}

async function inviteCommand(words: string[]): Promise<number> {
	const id = needed(words[0], "dzvin invite RESPONDER");
	const { invite } = await import("./administer.ts");
	const { OPERATOR } = await import("./keys.ts");
	const invitation = await administer(
		({ service }) => invite(service, OPERATOR, id),
		async (call) =>
			(await call(`/v1/responders/${encodeURIComponent(id)}/invite`, {})) as {
				url: string;
				expiresAt: string | number;
			},
	);
	print(
		`${invitation.url}\nvalid until ${new Date(invitation.expiresAt).toISOString()}`,
	);
	return 0;
}

async function pinCommand(words: string[]): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: { remove: { type: "boolean", default: false } },
	});
	const id = needed(positionals[0], "dzvin pin RESPONDER [--remove]");
	const { newPin, setPin } = await import("./people/pin.ts");
	const { OPERATOR } = await import("./keys.ts");
	const pin = values.remove ? undefined : newPin();
	await administer(
		({ service }) => setPin(service, OPERATOR.by, id, pin),
		async (call) => {
			await call(`/v1/responders/${encodeURIComponent(id)}/pin`, {
				pin: pin ?? null,
			});
		},
	);
	if (pin === undefined) {
		print("no PIN any more");
		return 0;
	}
	const bell = configured().twilio?.voiceFrom ?? "the bell's number";
	print(
		`PIN ${pin}, shown this once.\nSave a contact for a house fire: ${bell},,${pin}#1\n(2 grass, 3 a vehicle, 4 something else; a comma is a pause)`,
	);
	return 0;
}

async function keyCommand(words: string[]): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: {
			name: { type: "string" },
			scope: { type: "string", default: "everything" },
			expires: { type: "string" },
		},
	});
	const usage =
		"dzvin key create --name N [--scope everything] [--expires 2027-01-31], dzvin key list, or dzvin key revoke ID";
	const [what, which] = positionals;
	if (what === "list") return listTheKeys();
	if (what === "revoke") return revokeTheKey(needed(which, usage));
	if (what !== "create") throw new AppError("invalid", `Expected: ${usage}`);
	const name = needed(values.name, usage);
	const { createKey, readExpiry, readScope } = await import("./keys.ts");
	const scope = readScope(values.scope);
	const made = await administer(
		({ service, clock }) =>
			createKey(service, {
				name,
				scope,
				...(values.expires === undefined
					? {}
					: { expiresAt: readExpiry(values.expires, clock.now()) }),
			}),
		async (call) =>
			(await call("/v1/keys", {
				name,
				scope: values.scope,
				...(values.expires === undefined ? {} : { expires: values.expires }),
			})) as { key: string },
	);
	print(`${made.key}\nIt is shown once: only its hash is kept.`);
	return 0;
}

type ListedKey = {
	id: string;
	name: string;
	scope: string;
	expiresAt: string | number | null;
	lastUsedAt: string | number | null;
};

async function listTheKeys(): Promise<number> {
	const { listKeys, scopeWords } = await import("./keys.ts");
	const keys = await administer<ListedKey[]>(
		async ({ service }) =>
			(await listKeys(service)).map(
				({ id, name, scope, expiresAt, lastUsedAt }) => ({
					id,
					name,
					scope: scopeWords(scope),
					expiresAt: expiresAt ?? null,
					lastUsedAt: lastUsedAt ?? null,
				}),
			),
		async (call) =>
			(
				(await call("/v1/keys", undefined, undefined, "GET")) as {
					items: ListedKey[];
				}
			).items,
	);
	const when = (at: string | number | null): string =>
		at === null ? "never" : new Date(at).toISOString().slice(0, 16);
	for (const key of keys)
		print(
			`${key.id}  ${key.name}  ${key.scope}  expires ${when(key.expiresAt)}  last used ${when(key.lastUsedAt)}`,
		);
	if (keys.length === 0) print("There are no keys.");
	return 0;
}

async function revokeTheKey(id: string): Promise<number> {
	const { revokeKey } = await import("./keys.ts");
	await administer<unknown>(
		({ service }) => revokeKey(service, id),
		(call) =>
			call(
				`/v1/keys/${encodeURIComponent(id)}`,
				undefined,
				undefined,
				"DELETE",
			),
	);
	print("Revoked: the next request with it is refused.");
	return 0;
}

async function migrate(): Promise<number> {
	const opened = await openQuietly(configured());
	const { schema } = opened.database;
	await opened.service.store.close();
	if (!schema || schema.waiting.length === 0) {
		print("The database is at this version.");
		return 0;
	}
	print(
		`The database is at ${schema.at}. Waiting until nothing is open: ${schema.waiting.join(", ")} (incidents open: ${schema.openIncidents}, messages and steps waiting: ${schema.rowsWaiting}). The service runs on it as it is. Close what is over; the next start brings the rest.`,
	);
	return 1;
}

async function backup(words: string[]): Promise<number> {
	const file = needed(words[0], "dzvin backup FILE");
	const { copyDatabase } = await import("../db/sqlite/embedded.ts");
	const { createSecrets } = await import("./secrets.ts");
	const config = configured();
	await copyDatabase(config.databaseFile, file);
	print(
		`${file} is a whole copy. It opens only with the DZVIN_SECRET whose fingerprint is ${createSecrets(config.secret).fingerprint()}.`,
	);
	return 0;
}

async function restore(words: string[]): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: { resume: { type: "boolean", default: false } },
	});
	const { restoreCopy, resumePast } = await import("./restore.ts");
	const { openCopy, whileAlone } = await import("../db/sqlite/embedded.ts");
	const shell = {
		config: configured(),
		files: { open: openCopy, alone: whileAlone },
		now: Date.now(),
		print,
	};
	const [file] = positionals;
	if (file === undefined && !values.resume)
		needed(file, "dzvin restore FILE [--resume], or dzvin restore --resume");
	if (file !== undefined) restoreCopy({ ...shell, file });
	if (values.resume) resumePast(shell);
	return 0;
}

async function rotate(): Promise<number> {
	const { NEW_SECRET, rotateSecret } = await import("./rotate.ts");
	const { openCopy, whileAlone } = await import("../db/sqlite/embedded.ts");
	rotateSecret({
		config: configured(),
		newSecret: process.env[NEW_SECRET],
		files: { open: openCopy, alone: whileAlone },
		now: Date.now(),
		print,
	});
	return 0;
}

async function person(words: string[]): Promise<number> {
	const usage =
		"dzvin person export RESPONDER, or dzvin person erase RESPONDER";
	const [what, which] = words;
	const id = needed(which, usage);
	if (what === "export") return exportOne(id);
	if (what === "erase") return eraseOne(id);
	throw new AppError("invalid", `Expected: ${usage}`);
}

async function exportOne(id: string): Promise<number> {
	const { exportPerson } = await import("./people/aboutPerson.ts");
	const { responderIn } = await import("./administer.ts");
	const { OPERATOR } = await import("./keys.ts");
	const held = await administer<unknown>(
		async ({ service }) =>
			exportPerson(service, await responderIn(service, OPERATOR.scope, id)),
		(call) =>
			call(
				`/v1/responders/${encodeURIComponent(id)}/export`,
				undefined,
				undefined,
				"GET",
			),
	);
	print(JSON.stringify(held, undefined, 2));
	return 0;
}

async function eraseOne(id: string): Promise<number> {
	const { ERASED_NOT_IN_COPIES, erasePerson } = await import(
		"./people/erase.ts"
	);
	const { OPERATOR } = await import("./keys.ts");
	await administer<unknown>(
		({ service }) => erasePerson(service, OPERATOR, id),
		(call) =>
			call(
				`/v1/responders/${encodeURIComponent(id)}`,
				undefined,
				undefined,
				"DELETE",
			),
	);
	print(`Erased. ${ERASED_NOT_IN_COPIES}`);
	return 0;
}

async function sentinel(): Promise<number> {
	sayLastWords();
	const { readSentinel, startSentinel } = await import("./sentinel.ts");
	const { loadTexts } = await import("./wording/load.ts");
	const { createWording } = await import("./wording/wording.ts");
	const { jsonLog } = await import("./log.ts");
	const read = readSentinel(process.env);
	if ("mistakes" in read)
		throw new AppError(
			"invalid",
			"The sentinel cannot watch with these settings:",
			{
				faults: read.mistakes.map(({ name, message }) => ({
					path: name,
					message,
				})),
			},
		);
	const wording = createWording(loadTexts(import.meta.url));
	const stop = startSentinel(read.settings, {
		text: (id, args) => wording.text(read.settings.locale, id, args),
		log: jsonLog(process.env.LOG_LEVEL ?? "info"),
	});
	await untilAskedToStop();
	await stop();
	return 0;
}

async function rebuild(): Promise<number> {
	const { rebuildHeads } = await import("./rebuild.ts");
	const opened = await openQuietly(configured());
	try {
		print(
			`Heads of ${await rebuildHeads(opened.service)} incidents written anew from their logs.`,
		);
	} finally {
		await opened.service.store.close();
	}
	return 0;
}

async function verify(words: string[]): Promise<number> {
	const { values } = parseArgs({
		args: words,
		options: {
			heads: { type: "string" },
			root: { type: "string" },
			until: { type: "string" },
		},
	});
	const { verifyDatabase } = await import("./verify.ts");
	const { openCopy } = await import("../db/sqlite/embedded.ts");
	const config = configured();
	const headsFile = values.heads ?? config.chainHeadsFile;
	return verifyDatabase({
		config,
		open: openCopy,
		print,
		...(headsFile === undefined ? {} : { headsFile }),
		...(values.root === undefined ? {} : { root: values.root }),
		...(values.until === undefined ? {} : { until: values.until }),
	});
}
