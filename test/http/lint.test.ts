/**
 * `/openapi.json` before a linter that knows the OWASP API Security Top 10: no
 * finding but those named in `scripts/exceptions.ts`, each with its reason.
 */
import {
	type IRuleResult,
	type RulesetDefinition,
	Spectral,
} from "@stoplight/spectral-core";
import owasp from "@stoplight/spectral-owasp-ruleset";
import { beforeAll, describe, expect, it } from "vitest";
import {
	LINT_EXCEPTIONS,
	type LintException,
} from "../../scripts/exceptions.ts";
import { workbench } from "./workbench.ts";

type Operation = Record<string, unknown>;
type Document = {
	paths: Record<string, Record<string, Operation>>;
	components: {
		schemas: Record<string, unknown>;
		securitySchemes: Record<string, unknown>;
	};
};
type Finding = { rule: string; at: string[]; message: string };

let document: Document;
let findings: Finding[];

beforeAll(async () => {
	document = (await workbench().call("GET", "/openapi.json")).body;
	findings = await lint(document);
}, 120_000);

async function lint(of: Document): Promise<Finding[]> {
	const spectral = new Spectral();
	// Its types are those of `require`, one level deeper than what `import` brings.
	spectral.setRuleset(owasp as unknown as RulesetDefinition);
	const found = await spectral.run(structuredClone(of) as never);
	return found.map(({ code, path, message }: IRuleResult) => ({
		rule: String(code).replace(/^owasp:/, ""),
		at: path.map(String),
		message,
	}));
}

/** Names of the schemas that a part of the document leads to. */
function reached(
	part: unknown,
	{ components }: Document,
	known = new Set<string>(),
): Set<string> {
	for (const [, name = ""] of JSON.stringify(part ?? null).matchAll(
		/"#\/components\/schemas\/(\w+)"/g,
	)) {
		if (known.has(name)) continue;
		known.add(name);
		reached(components.schemas[name], { ...document, components }, known);
	}
	return known;
}

/** What somebody may send us: only what lies outside is an answer alone. */
function takenBy(of: Document): Set<string> {
	const taken = Object.values(of.paths)
		.flatMap((methods) => Object.values(methods))
		.map(({ requestBody, parameters }) => ({ requestBody, parameters }));
	return reached(taken, of);
}

const excuses =
	(taken: Set<string>) =>
	({ rule, where }: LintException, finding: Finding): boolean => {
		if (rule !== finding.rule) return false;
		const [first, second = "", third = ""] = finding.at;
		if (where === "everything") return true;
		if (where !== "answers") return first === "paths" && where.includes(second);
		return first === "components"
			? second === "schemas" && !taken.has(third)
			: finding.at.includes("responses");
	};

function unexcused(found: Finding[], of: Document): Finding[] {
	const isExcused = excuses(takenBy(of));
	return found.filter(
		(finding) => !LINT_EXCEPTIONS.some((known) => isExcused(known, finding)),
	);
}

describe("the OpenAPI document before a linter of security rules", () => {
	it("has no finding that is not named with a reason", () => {
		expect(unexcused(findings, document)).toEqual([]);
	});

	it("needs every exception, and every exception says why", () => {
		const isExcused = excuses(takenBy(document));
		expect(
			LINT_EXCEPTIONS.filter(
				(known) => !findings.some((finding) => isExcused(known, finding)),
			),
		).toEqual([]);
		for (const { reason } of LINT_EXCEPTIONS)
			expect(reason.length).toBeGreaterThan(20);
	});

	it("knows what is taken from what is only answered", () => {
		const taken = takenBy(document);
		for (const name of ["Report", "ResponderInput", "AvailabilityInput"])
			expect(taken).toContain(name);
		for (const name of ["Board", "Problem", "PersonExport"])
			expect(taken).not.toContain(name);
	});

	it("would be found out if a route forgot what guards it", async () => {
		const broken = structuredClone(document);
		const post = broken.paths["/v1/keys"]?.post as Operation & {
			responses: Record<string, unknown>;
		};
		const list = broken.paths["/v1/responders"]?.get as Operation;
		const report = broken.components.schemas.Report as {
			properties: Record<string, { maxLength?: number }>;
		};
		post.security = [];
		delete post.responses[401];
		list.parameters = [
			{ name: "token", in: "query", schema: { type: "string", maxLength: 9 } },
		];
		broken.components.securitySchemes.key = { type: "http", scheme: "basic" };
		delete report.properties.externalId?.maxLength;
		const rules = unexcused(await lint(broken), broken).map(({ rule }) => rule);
		expect([...new Set(rules)].sort()).toEqual([
			"api2:2023-no-credentials-in-url",
			"api2:2023-no-http-basic",
			"api2:2023-write-restricted",
			"api4:2023-string-limit",
			"api8:2023-define-error-responses-401",
		]);
	}, 60_000);
});
