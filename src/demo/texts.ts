/**
 * What the demo and the replay say to people: `locales/demo.*.ftl`, Ukrainian first.
 */
import { readFileSync } from "node:fs";
import {
	FluentBundle,
	FluentResource,
	type FluentVariable,
} from "@fluent/bundle";
import type { Locale } from "../core/kinds.ts";

export type Say = (id: string, args?: Record<string, FluentVariable>) => string;

export function demoTexts(locale: Locale): Say {
	const bundle = new FluentBundle(locale, { useIsolating: false });
	const file = new URL(`../../locales/demo.${locale}.ftl`, import.meta.url);
	bundle.addResource(new FluentResource(readFileSync(file, "utf8")));
	return (id, args = {}) => {
		const message = bundle.getMessage(id);
		if (!message?.value)
			throw new Error(`locales/demo.${locale}.ftl lacks "${id}"`);
		return bundle.formatPattern(message.value, args);
	};
}
