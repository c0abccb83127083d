/**
 * How a brigade is called out, per type of incident: each rule with what is in force
 * without it; only what differs is sent.
 */
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useMemo, useState } from "react";
import {
	INCIDENT_TYPES,
	type IncidentType,
	VEHICLE_KINDS,
} from "../../core/kinds.ts";
import { type Policy, policyFor } from "../../core/policy.ts";
import { capital } from "../../screen/screen.ts";
import { api, ask } from "../api.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useWords } from "../words.tsx";
import {
	askPolicy,
	changedNow,
	type PolicyAnswer,
	usePolicy,
} from "./asked.ts";
import { Group, TakeOut } from "./Fields.tsx";
import { Foot } from "./Foot.tsx";
import { sayIssue } from "./faults.ts";
import { mustBeNews, useKeptForm } from "./keptForm.ts";
import { numberIn } from "./number.ts";
import { Asked } from "./Parts.tsx";
import { useKnownQualifications } from "./PersonForm.tsx";
import {
	SeatRules,
	type SeatTyped,
	seatsTyped,
	seatWords,
} from "./SeatRules.tsx";

/** In the order they come into play. */
const NUMBERS = [
	"callAfterSeconds",
	"smsAfterSeconds",
	"redialAfterSeconds",
	"widenAfterSeconds",
	"verdictAfterSeconds",
	"repeatAfterSeconds",
	"noAnswerAfterSeconds",
	"countsWithinMinutes",
	"maxArrivalMinutes",
	"waveSize",
	"unconfirmedDeputiesAfterSeconds",
	"unconfirmedDecideAfterSeconds",
	"humanEverySeconds",
	"noShowAfterSeconds",
	"departureAfterSeconds",
	"neighbourBelowChance",
] as const;
type NumberName = (typeof NUMBERS)[number];

const TYPES = ["default", ...INCIDENT_TYPES] as const;
type PolicyType = (typeof TYPES)[number];
/** Of what the defaults for all types are shown: the type that has none of its own. */
const PLAIN: IncidentType = "other";

type VehiclesTyped = { kind: string; count: string };
type RuleTyped = Record<NumberName, string> & {
	hasVehicles: boolean;
	vehicles: VehiclesTyped[];
	hasRequirement: boolean;
	requirement: SeatTyped[];
	nightFrom: string;
	nightTo: string;
};
type PolicyTyped = Record<PolicyType, RuleTyped>;
type Overrides = PolicyAnswer["overrides"];
type Rules = NonNullable<Overrides["default"]>;

const vehiclesTyped = (vehicles: Policy["vehicles"]): VehiclesTyped[] =>
	vehicles.map(({ kind = "", count }) => ({ kind, count: String(count) }));

const ruleTyped = (rules: Rules = {}): RuleTyped => ({
	...(Object.fromEntries(
		NUMBERS.map((name) => [name, String(rules[name] ?? "")]),
	) as Record<NumberName, string>),
	hasVehicles: rules.vehicles !== undefined,
	vehicles: vehiclesTyped((rules.vehicles ?? []) as Policy["vehicles"]),
	hasRequirement: rules.requirement !== undefined,
	requirement: seatsTyped((rules.requirement ?? []) as { count: number }[]),
	nightFrom: rules.night?.from ?? "",
	nightTo: rules.night?.to ?? "",
});

const policyTyped = (overrides: Overrides): PolicyTyped =>
	Object.fromEntries(
		TYPES.map((type) => [type, ruleTyped(overrides[type])]),
	) as PolicyTyped;

function rulesOf(typed: RuleTyped): Rules {
	const numbers = NUMBERS.filter((name) => typed[name].trim() !== "").map(
		(name) => [name, numberIn(typed[name])],
	);
	const { hasVehicles, vehicles, hasRequirement, requirement } = typed;
	const { nightFrom, nightTo } = typed;
	return {
		...Object.fromEntries(numbers),
		...(hasVehicles
			? {
					vehicles: vehicles.map(({ kind, count }) => ({
						...(kind ? { kind: kind as (typeof VEHICLE_KINDS)[number] } : {}),
						count: numberIn(count),
					})),
				}
			: {}),
		...(hasRequirement
			? {
					requirement: requirement.map(({ qualification, count }) => ({
						...(qualification ? { qualification } : {}),
						count: numberIn(count),
					})),
				}
			: {}),
		...(nightFrom || nightTo
			? { night: { from: nightFrom, to: nightTo } }
			: {}),
	};
}

const overridesOf = (typed: PolicyTyped): Overrides =>
	Object.fromEntries(
		TYPES.map((type) => [type, rulesOf(typed[type])] as const).filter(
			([, rules]) => Object.keys(rules).length > 0,
		),
	);

export function Policies({ brigadeId }: { brigadeId: string }) {
	const asked = usePolicy(brigadeId);
	return (
		<Asked of={asked}>
			{({ overrides }) => (
				<PolicyForm brigadeId={brigadeId} overrides={overrides} />
			)}
		</Asked>
	);
}

function PolicyForm({
	brigadeId,
	overrides,
}: {
	brigadeId: string;
	overrides: Overrides;
}) {
	const { text } = useWords();
	const [type, setType] = useState<PolicyType>("default");
	const initial = useMemo(() => policyTyped(overrides), [overrides]);
	const kept = useKeptForm<PolicyTyped>({
		name: `policy ${brigadeId}`,
		initial,
		check: async (typed) => {
			const { policyBody } = await schemas.policy();
			const faults = faultsIn(policyBody, overridesOf(typed), sayIssue(text));
			const entries = Object.entries(faults).map(
				([path, words]) =>
					[
						path
							.replace(/\.night\.from$/, ".nightFrom")
							.replace(/\.night\.to$/, ".nightTo"),
						words,
					] as const,
			);
			// A fault of a type that is not shown would be looked for in vain.
			const wrong = entries.map(([path]) => path.split(".")[0] as PolicyType);
			if (wrong[0] && !wrong.includes(type)) setType(wrong[0]);
			return Object.fromEntries(entries);
		},
		send: async (typed, was) => {
			const { overrides: now } = await askPolicy(brigadeId);
			mustBeNews(typed, was, policyTyped(now));
			// Types that only others changed stay as they are now.
			const there = policyTyped(now);
			const merged = Object.fromEntries(
				TYPES.map((one) => [
					one,
					JSON.stringify(typed[one]) === JSON.stringify(was[one])
						? there[one]
						: typed[one],
				]),
			) as PolicyTyped;
			await ask(
				api.v1.brigades[":id"].policy.$put({
					param: { id: brigadeId },
					json: overridesOf(merged),
				}),
			);
			await changedNow("policy", "duty");
		},
	});
	const { form } = kept;
	const changed = TYPES.filter(
		(one) => Object.keys(rulesOf(form.values[one])).length > 0,
	);
	return (
		<form {...kept.own} className="roster-form">
			<p className="q">{text("board-policy-help")}</p>
			<NativeSelect
				label={text("board-policy-type")}
				value={type}
				onChange={(event) => setType(event.currentTarget.value as PolicyType)}
				data={TYPES.map((value) => ({
					value,
					label: `${typeText(value)}${changed.includes(value) ? " ●" : ""}`,
				}))}
			/>
			<Rule key={type} type={type} form={form} brigadeId={brigadeId} />
			<Foot
				kept={kept}
				label={text("board-save")}
				fieldText={(field) => typeText(field as PolicyType)}
			/>
		</form>
	);

	function typeText(one: PolicyType): string {
		return one === "default"
			? text("board-policy-default")
			: capital(text(`type-${one}`));
	}
}

type RuleProps = {
	type: PolicyType;
	form: UseFormReturnType<PolicyTyped>;
	brigadeId: string;
};

function Rule({ type, form, brigadeId }: RuleProps) {
	const { text, locale } = useWords();
	const usual = useUsual(type, form.values);
	const valueText = (value: number | undefined): string =>
		value === undefined
			? text("board-policy-no-limit")
			: value.toLocaleString(locale, { useGrouping: false });
	/** What differs by type has no one usual value for all of them. */
	const usualText = (name: NumberName): string => {
		const values = [
			...new Set(
				type === "default"
					? INCIDENT_TYPES.map((one) => policyFor(one)[name])
					: [usual[name]],
			),
		];
		return text(
			values.length > 1 ? "board-policy-varies" : "board-policy-usual",
			{
				value: values
					.sort((a = 0, b = 0) => a - b)
					.map(valueText)
					.join(", "),
			},
		);
	};
	return (
		<>
			<Vehicles type={type} form={form} usual={usual} />
			<Requirement
				type={type}
				form={form}
				usual={usual}
				brigadeId={brigadeId}
			/>
			<div className="roster-policy">
				{NUMBERS.map((name) => (
					<TextInput
						key={name}
						inputMode="decimal"
						autoComplete="off"
						label={text(`board-policy-${name}`)}
						description={usualText(name)}
						{...form.getInputProps(`${type}.${name}`)}
					/>
				))}
			</div>
			<Group label={text("board-policy-night")}>
				<p className="q n">
					{text("board-policy-usual", {
						value: `${usual.night.from}–${usual.night.to}`,
					})}
				</p>
				<div className="roster-row">
					<TextInput
						type="time"
						label={text("board-week-from")}
						{...form.getInputProps(`${type}.nightFrom`)}
					/>
					<TextInput
						type="time"
						label={text("board-week-to")}
						{...form.getInputProps(`${type}.nightTo`)}
					/>
				</div>
			</Group>
		</>
	);
}

/** What is in force where this type says nothing of its own. */
function useUsual(type: PolicyType, typed: PolicyTyped): Policy {
	return useMemo(
		() =>
			type === "default"
				? policyFor(PLAIN)
				: policyFor(type, {
						default: rulesOf(typed.default) as Partial<Policy>,
					}),
		[type, typed.default],
	);
}

function Vehicles({
	type,
	form,
	usual,
}: Omit<RuleProps, "brigadeId"> & { usual: Policy }) {
	const { text } = useWords();
	const { hasVehicles, vehicles } = form.values[type];
	const kindText = (kind: string) =>
		kind ? text(`vehicle-${kind}`) : text("board-policy-any-vehicle");
	return (
		<Group
			label={text("board-policy-vehicles")}
			path={`${type}.vehicles`}
			error={form.errors[`${type}.vehicles`] as string | undefined}
		>
			<p className="q">
				{text("board-policy-usual", {
					value: usual.vehicles
						.map(({ kind = "", count }) => `${count} × ${kindText(kind)}`)
						.join(", "),
				})}
			</p>
			<Checkbox
				label={text("board-policy-own")}
				checked={hasVehicles}
				onChange={({ currentTarget: { checked } }) => {
					form.setFieldValue(`${type}.hasVehicles`, checked);
					if (checked && vehicles.length === 0)
						form.setFieldValue(
							`${type}.vehicles`,
							vehiclesTyped(usual.vehicles),
						);
				}}
			/>
			{hasVehicles && (
				<>
					<ul className="roster-list">
						{vehicles.map((_, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: rows have no names of their own
							<li key={at} className="roster-row">
								<TextInput
									className="roster-short"
									inputMode="numeric"
									autoComplete="off"
									label={text("board-crew-count")}
									{...form.getInputProps(`${type}.vehicles.${at}.count`)}
								/>
								<NativeSelect
									label={text("board-field-kind")}
									{...form.getInputProps(`${type}.vehicles.${at}.kind`)}
									data={["", ...VEHICLE_KINDS].map((value) => ({
										value,
										label: capital(kindText(value)),
									}))}
								/>
								<TakeOut
									onClick={() => form.removeListItem(`${type}.vehicles`, at)}
								/>
							</li>
						))}
					</ul>
					<Button
						onClick={() =>
							form.insertListItem(`${type}.vehicles`, { kind: "", count: "1" })
						}
					>
						{text("board-policy-vehicle-add")}
					</Button>
				</>
			)}
		</Group>
	);
}

function Requirement({
	type,
	form,
	usual,
	brigadeId,
}: RuleProps & { usual: Policy }) {
	const { text, words } = useWords();
	const known = useKnownQualifications(brigadeId);
	const { hasRequirement, requirement } = form.values[type];
	return (
		<Group label={text("board-policy-requirement")}>
			<p className="q">
				{usual.requirement
					? seatWords(usual.requirement, words, text)
					: text("board-policy-requirement-usual")}
			</p>
			<Checkbox
				label={text("board-policy-own")}
				checked={hasRequirement}
				onChange={({ currentTarget: { checked } }) => {
					form.setFieldValue(`${type}.hasRequirement`, checked);
					if (checked && requirement.length === 0)
						form.setFieldValue(
							`${type}.requirement`,
							seatsTyped(usual.requirement ?? [{ count: 2 }]),
						);
				}}
			/>
			{hasRequirement && (
				<SeatRules
					label={text("board-field-crewRule")}
					help={text("board-crew-help")}
					path={`${type}.requirement`}
					rows={requirement}
					known={known}
					errors={form.errors}
					onChange={(rows) => form.setFieldValue(`${type}.requirement`, rows)}
				/>
			)}
		</Group>
	);
}
