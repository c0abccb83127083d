/**
 * Asks the registry's advisory service about the dependencies of production, as
 * the lockfile pins them (`npm run audit`, and `.ci/run`). High and critical
 * findings end with exit 1, but for those named in `exceptions.ts`.
 *
 * Where no such service answers, it says so and ends well: a mirror without
 * advisories must stop neither a build nor, with it, a repair.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { ADVISORIES, type LivedWith } from "./exceptions.ts";

const ROOT = join(import.meta.dirname, "..");
/** A service that accepts and never answers must not hold up a build. */
const DEADLINE_MS = 20_000;
/** npm gives up by itself before it is ended, so that it can say why. */
const ANSWERS_WITHIN = 0.75;
const GRAVE: readonly string[] = ["high", "critical"];

export type Advisory = {
	package: string;
	advisory: string;
	severity: string;
	title: string;
};
export type Audit =
	| { kind: "skipped"; why: string }
	| { kind: "broken"; why: string }
	| { kind: "audited"; grave: Advisory[]; livedWith: Advisory[] };

export type AuditOptions = {
	/** Where package.json and its lockfile lie. */
	folder: string;
	/** YYYY-MM-DD, to which exceptions are held. */
	today: string;
	exceptions?: readonly LivedWith[];
	/** npm's own when absent. */
	registry?: string;
	deadlineMs?: number;
};

export async function audit({
	folder,
	today,
	exceptions = ADVISORIES,
	registry,
	deadlineMs = DEADLINE_MS,
}: AuditOptions): Promise<Audit> {
	const report = await asked(
		folder,
		[
			"audit",
			"--json",
			"--omit=dev",
			"--package-lock-only",
			"--fetch-retries=0",
			`--fetch-timeout=${Math.round(deadlineMs * ANSWERS_WITHIN)}`,
			...(registry ? [`--registry=${registry}`] : []),
		],
		deadlineMs,
	);
	if (report === undefined)
		return { kind: "skipped", why: "none answered in time" };
	if (report.vulnerabilities) {
		const found = gravest(report.vulnerabilities);
		const isExcused = ({ package: name, advisory }: Advisory): boolean =>
			exceptions.some(
				(known) =>
					known.package === name &&
					known.advisory === advisory &&
					known.until >= today,
			);
		return {
			kind: "audited",
			grave: found.filter((one) => !isExcused(one)),
			livedWith: found.filter(isExcused),
		};
	}
	// Only npm itself gives its faults a code, such as ENOLOCK.
	if (report.error?.code)
		return { kind: "broken", why: report.error.summary ?? report.error.code };
	return {
		kind: "skipped",
		why: report.statusCode
			? `the registry answers ${report.statusCode}`
			: "the registry does not answer",
	};
}

type Via = { name: string; url: string; severity: string; title: string };
type Report = {
	/** By package; a text in `via` is another package of this list. */
	vulnerabilities?: Record<string, { via: (Via | string)[] }>;
	error?: { code?: string; summary?: string };
	statusCode?: number;
};

/** npm ends with 1 when it finds something, so only what it says counts. */
function asked(
	cwd: string,
	words: string[],
	timeout: number,
): Promise<Report | undefined> {
	return new Promise((resolve, reject) => {
		execFile(
			"npm",
			words,
			{ cwd, timeout, killSignal: "SIGKILL", maxBuffer: 64 * 1024 * 1024 },
			(error, said) => {
				if (error?.killed) return resolve(undefined);
				try {
					resolve(JSON.parse(said) as Report);
				} catch {
					reject(
						new Error(
							`expected npm audit to answer in JSON, got ${said.length} characters that are none`,
							{ cause: error },
						),
					);
				}
			},
		);
	});
}

function gravest(
	vulnerabilities: NonNullable<Report["vulnerabilities"]>,
): Advisory[] {
	return Object.values(vulnerabilities)
		.flatMap(({ via }) => via.filter((one) => typeof one !== "string"))
		.filter(({ severity }) => GRAVE.includes(severity))
		.map(({ name, url, severity, title }) => ({
			package: name,
			advisory: url.slice(url.lastIndexOf("/") + 1),
			severity,
			title,
		}));
}

if (import.meta.main) {
	const said = await audit({
		folder: ROOT,
		today: new Date().toISOString().slice(0, 10),
	});
	if (said.kind === "skipped")
		console.log(
			`Audit skipped: no advisory service reachable (${said.why}). The dependencies were not compared with known advisories.`,
		);
	if (said.kind === "broken") {
		console.error(`The audit could not be done: ${said.why}`);
		process.exitCode = 1;
	}
	if (said.kind === "audited") {
		for (const one of said.grave)
			console.error(
				`${one.package}: ${one.severity}, ${one.advisory} ${one.title}. Take the version that mends it, or name it with a reason and a date in scripts/exceptions.ts.`,
			);
		for (const one of said.livedWith)
			console.log(
				`${one.package}: ${one.advisory} is lived with (scripts/exceptions.ts).`,
			);
		if (said.grave.length > 0) process.exitCode = 1;
		else console.log("Audit: no grave advisory of a production dependency.");
	}
}
