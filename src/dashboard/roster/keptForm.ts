/**
 * A form that loses nothing: what is typed outlives a lost line, a refused session and
 * a page left by mistake; what somebody else saved meanwhile is told, not overwritten.
 *
 * What is typed is kept for the tab alone, under the name of who typed it.
 */
import { type UseFormReturnType, useForm } from "@mantine/form";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ApiProblem, LineLost } from "../api.ts";
import { keepInTab, keptInTab } from "../kept.ts";
import { queries } from "../queries.ts";
import { refusalWords } from "../refused.ts";
import type { Faults } from "../schemas.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { sayProblem } from "./faults.ts";

type Fields = Record<string, unknown>;

/** Somebody saved these fields since the form was opened. */
class Meanwhile extends Error {
	override readonly name = "Meanwhile";
	readonly fields: readonly string[];
	readonly now: Fields;

	constructor(fields: readonly string[], now: Fields) {
		super("Expected what the form was opened with, came newer values.");
		this.fields = fields;
		this.now = now;
	}
}

export type Said =
	| { kind: "nothing" | "sending" | "saved" | "lost" }
	| { kind: "faults"; count: number; unseen: readonly string[] }
	| { kind: "refused"; words: string }
	| { kind: "meanwhile"; fields: readonly string[]; now: Fields };

export type KeptForm<Values extends Fields> = {
	form: UseFormReturnType<Values>;
	/** For the `<form>` itself. */
	own: {
		ref(node: HTMLFormElement | null): void;
		onSubmit(event: FormEvent): void;
		noValidate: true;
	};
	said: Said;
	isChanged: boolean;
	/** Typed before and never saved. */
	isRestored: boolean;
	/** Back to what is stored. */
	discard(): void;
	/** After `meanwhile`: theirs instead of ours, in the fields both changed. */
	takeTheirs(): void;
	takeMine(): void;
};

/** A form for something new and for something known. */
export type FormProps<Values extends Fields> = {
	name: string;
	initial: Values;
	label: string;
	isNew?: boolean;
	send(typed: Values, was: Values): Promise<void>;
	onCancel?(): void;
};

type Options<Values extends Fields> = {
	/** The same form of the same object; undefined: nothing is kept. */
	name: string;
	initial: Values;
	/** The API's own schema, loaded now. */
	check(values: Values): Promise<Faults>;
	/** `was` is what the form was opened with; throws `Meanwhile` where that is old. */
	send(values: Values, was: Values): Promise<void>;
	/** A form for something new is empty again. */
	isNew?: boolean;
};

export function useKeptForm<Values extends Fields>({
	name,
	initial,
	check,
	send,
	isNew = false,
}: Options<Values>): KeptForm<Values> {
	const { text } = useWords();
	const { me } = useSession();
	const key = `dzvin-typed ${me.id} ${name}`;
	const [restored] = useState(() => keptInTab<Typed<Values>>(key));
	const [was, setWas] = useState<Values>(restored?.was ?? initial);
	const [isRestored, setRestored] = useState(restored !== undefined);
	const [said, setSaid] = useState<Said>({ kind: "nothing" });
	const node = useRef<HTMLFormElement | null>(null);
	const form = useForm<Values>({ initialValues: restored?.is ?? initial });
	const isChanged = !same(form.values, was);

	// What is stored is shown at once where nothing is typed: somebody else's, or ours as the service writes it.
	const stored = JSON.stringify(initial);
	const taken = useRef(restored ? JSON.stringify(restored.was) : stored);
	// biome-ignore lint/correctness/useExhaustiveDependencies: only what is stored, and whether ours is saved, moves it
	useEffect(() => {
		if (isNew || isChanged || taken.current === stored) return;
		taken.current = stored;
		if (same(initial, was)) return;
		setWas(initial);
		form.setValues(initial);
	}, [stored, isChanged]);

	useEffect(() => {
		const typed: Typed<Values> = { was, is: form.values };
		keepInTab(key, isChanged ? typed : undefined);
	}, [key, isChanged, was, form.values]);

	const [faults, setFaults] = useState<Faults>();
	// The fields show it now: those that none shows are said beside the button.
	useEffect(() => {
		if (!faults) return;
		const unseen = Object.entries(faults)
			.filter(([path]) => !fieldOf(node.current, path))
			.map(([, words]) => words);
		setSaid({ kind: "faults", count: Object.keys(faults).length, unseen });
		firstWrong(node.current)?.focus();
	}, [faults]);
	const faultsAre = (found: Faults): void => {
		form.setErrors(found);
		setFaults(found);
	};

	const submit = async (from: Values): Promise<void> => {
		if (said.kind === "sending") return;
		form.clearErrors();
		const values = form.values;
		setSaid({ kind: "sending" });
		try {
			const found = await check(values);
			if (Object.keys(found).length > 0) return faultsAre(found);
			await send(values, from);
			keepInTab(key, undefined);
			setRestored(false);
			setSaid({ kind: "saved" });
			if (isNew) form.setValues(initial);
			else setWas(values);
		} catch (error) {
			if (error instanceof Meanwhile)
				return setSaid({
					kind: "meanwhile",
					fields: error.fields,
					now: error.now,
				});
			if (error instanceof ApiProblem && error.errors.length > 0)
				return faultsAre(sayProblem(text, error));
			setSaid(saidOf(error, text));
		}
	};

	// Whoever asked for the form of something new begins to write.
	useEffect(() => {
		if (isNew) node.current?.querySelector("input")?.focus();
	}, [isNew]);

	return {
		form,
		own: {
			ref(found) {
				node.current = found;
			},
			onSubmit(event) {
				event.preventDefault();
				void submit(was);
			},
			noValidate: true,
		},
		said: said.kind === "saved" && isChanged ? { kind: "nothing" } : said,
		isChanged,
		isRestored,
		discard() {
			setWas(initial);
			form.setValues(initial);
			form.clearErrors();
			setRestored(false);
			setSaid({ kind: "nothing" });
		},
		takeTheirs() {
			if (said.kind !== "meanwhile") return;
			const theirs = Object.fromEntries(
				said.fields.map((field) => [field, said.now[field]]),
			);
			setWas(said.now as Values);
			form.setValues({ ...form.values, ...theirs });
			setSaid({ kind: "nothing" });
		},
		takeMine() {
			if (said.kind !== "meanwhile") return;
			const now = said.now as Values;
			setWas(now);
			void submit(now);
		},
	};
}

/** What the service answered to a press, when it was not done. */
export function saidOf(error: unknown, text: (id: string) => string): Said {
	if (error instanceof LineLost) return { kind: "lost" };
	if (!(error instanceof ApiProblem)) {
		// A fault of ours: said to whoever pressed, and to the console.
		reportError(error);
		return { kind: "refused", words: text("board-refused-broken") };
	}
	if (error.status === 401)
		// Whoever is nobody any more is sent to sign in; what was typed waits here.
		void queries.invalidateQueries({ queryKey: ["me"] });
	return { kind: "refused", words: refusalWords(error, text) };
}

/** What both changed: their values would be lost without a word. */
export function mustBeNews<Values extends Fields>(
	values: Values,
	was: Values,
	now: Values,
): void {
	const both = Object.keys(values).filter(
		(field) =>
			!same(values[field], was[field]) &&
			!same(now[field], was[field]) &&
			!same(now[field], values[field]),
	);
	if (both.length > 0) throw new Meanwhile(both, now);
}

export const same = (one: unknown, other: unknown): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/** Only what differs: two people who change different things lose nothing. */
export const changesOf = <Body extends Fields>(
	body: Body,
	before: Body,
): Partial<Body> =>
	Object.fromEntries(
		Object.entries(body).filter(
			([field, value]) => !same(value, before[field]),
		),
	) as Partial<Body>;

const fieldOf = (node: HTMLElement | null, path: string): Element | undefined =>
	[...(node?.querySelectorAll("[data-path]") ?? [])].find(
		(field) => field.getAttribute("data-path") === path,
	);

/** In the order one reads them. */
const firstWrong = (node: HTMLElement | null): HTMLElement | null =>
	node?.querySelector<HTMLElement>(
		"[aria-invalid=true], [data-wrong] :is(input, select, button)",
	) ?? null;

type Typed<Values> = { was: Values; is: Values };
