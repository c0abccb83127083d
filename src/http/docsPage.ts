/**
 * `/docs`: the OpenAPI document as a page to read. No script, nothing from
 * elsewhere: it must open on a station's laptop without the internet.
 */
import { html, raw } from "hono/html";

type Schema = {
	$ref?: string;
	type?: string | string[];
	format?: string;
	description?: string;
	enum?: unknown[];
	const?: unknown;
	items?: Schema;
	properties?: Record<string, Schema>;
	required?: string[];
	anyOf?: Schema[];
	oneOf?: Schema[];
	allOf?: Schema[];
	additionalProperties?: boolean | Schema;
	minimum?: number;
	maximum?: number;
	default?: unknown;
};
type Content = Record<string, { schema?: Schema }>;
type Operation = {
	tags?: string[];
	summary?: string;
	description?: string;
	security?: unknown[];
	parameters?: {
		name: string;
		in: string;
		required?: boolean;
		schema?: Schema;
	}[];
	requestBody?: { required?: boolean; content: Content };
	responses: Record<string, { description: string; content?: Content }>;
};
export type OpenApiDocument = {
	info: { title: string; version: string; description?: string };
	paths?: Record<string, Record<string, Operation>>;
	components?: { schemas?: Record<string, Schema> };
};

type Page = ReturnType<typeof html>;

export function docsPage(document: OpenApiDocument): Page {
	const { info, paths = {}, components } = document;
	const operations = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => ({
			path,
			method: method.toUpperCase(),
			operation,
		})),
	);
	const tags = [
		...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? "")),
	];
	const schemas = Object.entries(components?.schemas ?? {});
	return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${info.title}</title><style>${raw(STYLE)}</style></head>
<body>
<h1>${info.title} ${info.version}</h1>
<p>${info.description ?? ""} The same for machines: <a href="/openapi.json">/openapi.json</a>.</p>
<nav>${tags.map((tag) => html`<a href="#${tag}">${tag}</a> `)}<a href="#schemas">Schemas</a></nav>
${tags.map(
	(tag) => html`<h2 id="${tag}">${tag}</h2>
${operations
	.filter(({ operation }) => (operation.tags?.[0] ?? "") === tag)
	.map(operationPart)}`,
)}
<h2 id="schemas">Schemas</h2>
${schemas.map(
	([name, schema]) =>
		html`<section id="schema-${name}"><h3>${name}</h3>${fields(schema)}</section>`,
)}
</body></html>`;
}

function operationPart({
	path,
	method,
	operation,
}: {
	path: string;
	method: string;
	operation: Operation;
}): Page {
	const body = Object.entries(operation.requestBody?.content ?? {});
	return html`<section>
<h3><code>${method} ${path}</code></h3>
<p>${operation.summary ?? ""}. ${operation.description ?? ""}${operation.security?.length === 0 ? " No key." : ""}</p>
${parametersPart(operation)}
${body.map(([type, { schema }]) => html`<p>Body, ${type}${operation.requestBody?.required ? "" : ", may be left out"}:</p>${fields(schema)}`)}
<ul>${Object.entries(operation.responses).map(([status, answer]) => html`<li><b>${status}</b> ${answer.description} ${contentOf(answer.content)}</li>`)}</ul>
</section>`;
}

function parametersPart({ parameters = [] }: Operation): Page | "" {
	if (parameters.length === 0) return "";
	return html`<ul>${parameters.map(
		(parameter) =>
			html`<li><code>${parameter.name}</code> in ${parameter.in}${parameter.required ? "" : ", optional"}: ${typeOf(parameter.schema)}</li>`,
	)}</ul>`;
}

const contentOf = (content: Content = {}): Page =>
	html`${Object.entries(content).map(([type, { schema }]) => html`${type}: ${typeOf(schema)} `)}`;

function fields(schema: Schema | undefined): Page {
	const properties = Object.entries(schema?.properties ?? {});
	if (!schema || properties.length === 0) return html`<p>${typeOf(schema)}</p>`;
	const required = new Set(schema.required ?? []);
	return html`<dl>${properties.map(
		([name, property]) =>
			html`<dt><code>${name}</code>${required.has(name) ? "" : " (optional)"}</dt><dd>${typeOf(property)}${nested(property)}</dd>`,
	)}</dl>`;
}

/** Objects inside objects are laid open where they stand; named ones are linked. */
function nested(schema: Schema): Page | "" {
	const inner = schema.items ?? schema;
	return inner.properties ? fields(inner) : "";
}

function typeOf(schema: Schema | undefined): Page {
	if (!schema) return html``;
	if (schema.$ref) {
		const name = schema.$ref.split("/").at(-1) ?? "";
		return html`<a href="#schema-${name}">${name}</a>`;
	}
	const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
	if (several)
		return html`${several.map((one, at) => html`${at > 0 ? " or " : ""}${typeOf(one)}`)}`;
	if (schema.items) return html`list of ${typeOf(schema.items)}`;
	const type = [schema.type ?? "anything"].flat().join(" or ");
	const words = schema.enum?.map((word) => String(word)).join(" | ");
	return html`${type}${schema.format ? ` (${schema.format})` : ""}${words ? html`: <code>${words}</code>` : ""}${boundsOf(schema)}${schema.description ? html` — ${schema.description}` : ""}`;
}

function boundsOf({ minimum, maximum, default: preset }: Schema): string {
	const bounds =
		minimum === undefined && maximum === undefined
			? ""
			: `, ${minimum ?? "…"} to ${maximum ?? "…"}`;
	return preset === undefined
		? bounds
		: `${bounds}, ${JSON.stringify(preset)} unless given`;
}

export const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h2{margin-top:2.5rem;border-bottom:2px solid #b00020}section{margin:1.5rem 0}h3{margin:0}
code{background:#f2f2f2;padding:.1em .3em;overflow-wrap:anywhere}dl{margin:.3rem 0 .3rem 1rem}dd{margin:0 0 .2rem 1.5rem}nav a{margin-right:1rem}
@media (prefers-color-scheme:dark){body{color:#eee;background:#161616}code{background:#2a2a2a}a{color:#8ab4f8}}`;
