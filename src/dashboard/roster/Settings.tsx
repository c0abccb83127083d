/** What a brigade is, who leads it, when its bell is tried, and how it is called out. */
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import { BRIGADE_ROLES, type BrigadeRole } from "../../core/kinds.ts";
import { capital } from "../../screen/screen.ts";
import { api, ask } from "../api.ts";
import { faultsIn, schemas } from "../schemas.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { askBrigade, type Brigade, changedNow, usePeople } from "./asked.ts";
import { BrigadeForm } from "./BrigadeForm.tsx";
import { saveBrigade, typedBrigade } from "./brigade.ts";
import { Group, TakeOut } from "./Fields.tsx";
import { Foot } from "./Foot.tsx";
import { sayIssue } from "./faults.ts";
import { mustBeNews, useKeptForm } from "./keptForm.ts";
import { Policies } from "./Policies.tsx";
import { Remove } from "./press.tsx";
import { Staging } from "./Staging.tsx";

export function Settings({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const { can } = useSession();
	const initial = useMemo(() => typedBrigade(brigade), [brigade]);
	return (
		<div className="roster-narrow">
			<section aria-labelledby="brigade">
				<h2 id="brigade">{text("board-brigade-is")}</h2>
				<BrigadeForm
					name={`brigade ${brigade.id}`}
					initial={initial}
					label={text("board-save")}
					send={(typed, was) => saveBrigade(brigade.id, typed, was)}
				/>
			</section>
			{can("brigades.appoint") && (
				<section aria-labelledby="roles">
					<h2 id="roles">{text("board-roles")}</h2>
					<Roles brigade={brigade} />
				</section>
			)}
			<section aria-labelledby="staging">
				<h2 id="staging">{text("board-staging")}</h2>
				<Staging brigade={brigade} />
			</section>
			<section aria-labelledby="bell">
				<h2 id="bell">{text("bell-menu")}</h2>
				<Bell brigade={brigade} />
			</section>
			<section aria-labelledby="policy">
				<h2 id="policy">{text("board-policy")}</h2>
				<Policies brigadeId={brigade.id} />
			</section>
			{can("brigades.found") && <RemoveBrigade brigade={brigade} />}
		</div>
	);
}

function RemoveBrigade({ brigade: { id, name } }: { brigade: Brigade }) {
	const { text } = useWords();
	const [, go] = useLocation();
	return (
		<section aria-labelledby="remove">
			<h2 id="remove">{text("board-brigade-remove")}</h2>
			<p className="q">{text("board-brigade-remove-help")}</p>
			<Remove
				name={name}
				label={text("board-brigade-remove")}
				send={async () => {
					await ask(api.v1.brigades[":id"].$delete({ param: { id } }));
					await changedNow("brigades");
				}}
				done={() => go("/brigades")}
			/>
		</section>
	);
}

// --- Roles -------------------------------------------------------------------------

type RoleRow = { role: BrigadeRole; responderId: string };
type RolesTyped = { roles: RoleRow[] };

const rolesTyped = ({ roles }: Brigade): RolesTyped => ({
	roles: [...roles]
		.sort(
			(a, b) =>
				BRIGADE_ROLES.indexOf(a.role) - BRIGADE_ROLES.indexOf(b.role) ||
				a.order - b.order,
		)
		.map(({ role, responderId }) => ({ role, responderId })),
});

/** Deputies stand in, in the order of this list. */
function Roles({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const [fromEverywhere, setFromEverywhere] = useState(false);
	// A village head is of no brigade; an oblast's people are thousands.
	const { data: people = [] } = usePeople(
		fromEverywhere ? undefined : brigade.id,
	);
	const initial = useMemo(() => rolesTyped(brigade), [brigade]);
	const kept = useKeptForm<RolesTyped>({
		name: `roles ${brigade.id}`,
		initial,
		check: async ({ roles }) =>
			Object.fromEntries(
				roles.flatMap(({ responderId }, at) =>
					responderId === ""
						? [[`roles.${at}.responderId`, text("board-fault-choose")]]
						: [],
				),
			),
		send: async (typed, was) => {
			mustBeNews(typed, was, rolesTyped(await askBrigade(brigade.id)));
			await ask(
				api.v1.brigades[":id"].$patch({
					param: { id: brigade.id },
					json: {
						roles: typed.roles.map((row, order) => ({ ...row, order })),
					},
				}),
			);
			await changedNow("brigades", "brigade");
		},
	});
	const { form } = kept;
	const { roles } = form.values;
	const own = people.filter(({ brigadeIds }) =>
		brigadeIds.includes(brigade.id),
	);
	const others = people.filter((person) => !own.includes(person));
	const known = [...own, ...others].map(({ id, name }) => ({
		value: id,
		label: name,
	}));
	const options = [
		{ value: "", label: text("board-role-choose") },
		...known,
		...roles
			.filter(
				({ responderId }) =>
					responderId !== "" &&
					!known.some(({ value }) => value === responderId),
			)
			.map(({ responderId }) => ({
				value: responderId,
				label: text("board-person-unseen"),
			})),
	];
	return (
		<form {...kept.own} className="roster-form">
			<Group label={text("board-field-roles")} help={text("board-roles-help")}>
				<ul className="roster-list">
					{roles.map(({ role }, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: the order is what is edited
						<li key={at} className="roster-row roster-card">
							<NativeSelect
								label={text("board-role")}
								{...form.getInputProps(`roles.${at}.role`)}
								data={BRIGADE_ROLES.map((value) => ({
									value,
									label: capital(text(`role-${value}`)),
								}))}
							/>
							<NativeSelect
								label={text("board-role-who")}
								{...form.getInputProps(`roles.${at}.responderId`)}
								data={options}
							/>
							{role === "deputy" && roles[at - 1]?.role === "deputy" && (
								<Button
									variant="subtle"
									onClick={() =>
										form.reorderListItem("roles", { from: at, to: at - 1 })
									}
								>
									{text("board-role-earlier")}
								</Button>
							)}
							<TakeOut onClick={() => form.removeListItem("roles", at)} />
						</li>
					))}
				</ul>
				<Button
					onClick={() =>
						form.insertListItem("roles", {
							role: roles.some(({ role }) => role === "chief")
								? "deputy"
								: "chief",
							responderId: "",
						})
					}
				>
					{text("board-role-add")}
				</Button>
				{!fromEverywhere && (
					<Button variant="subtle" onClick={() => setFromEverywhere(true)}>
						{text("board-roles-everybody")}
					</Button>
				)}
			</Group>
			<Foot
				kept={kept}
				label={text("board-save")}
				fieldText={() => text("board-roles")}
			/>
		</form>
	);
}

// --- The weekly bell ---------------------------------------------------------------

type BellTyped = { isOn: boolean; weekday: string; time: string };
const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
/** People are up, few work, and nobody is in church. */
const USUAL = { weekday: 6, time: "11:00" };

const bellTyped = ({ bell }: Brigade): BellTyped => ({
	isOn: bell !== null,
	weekday: String(bell?.weekday ?? USUAL.weekday),
	time: bell?.time ?? USUAL.time,
});

function Bell({ brigade }: { brigade: Brigade }) {
	const { text } = useWords();
	const initial = useMemo(() => bellTyped(brigade), [brigade]);
	const bodyOf = ({ isOn, weekday, time }: BellTyped) => ({
		bell: isOn ? { weekday: Number(weekday), time } : null,
	});
	const kept = useKeptForm<BellTyped>({
		name: `bell ${brigade.id}`,
		initial,
		check: async (typed) => {
			const { bellBody } = await schemas.brigade();
			const faults = faultsIn(bellBody, bodyOf(typed), sayIssue(text));
			if (faults["bell.time"]) return { time: faults["bell.time"] };
			const isByDay = typed.time >= "08:00" && typed.time <= "21:00";
			return !typed.isOn || isByDay
				? {}
				: { time: text("board-fault-bell-time") };
		},
		send: async (typed, was) => {
			mustBeNews(typed, was, bellTyped(await askBrigade(brigade.id)));
			await ask(
				api.v1.brigades[":id"].bell.$put({
					param: { id: brigade.id },
					json: bodyOf(typed),
				}),
			);
			await changedNow("brigade", "brigades");
		},
	});
	const { form } = kept;
	return (
		<form {...kept.own} className="roster-form">
			<p className="q">{text("bell-why")}</p>
			<Checkbox
				label={text("board-bell-on")}
				{...form.getInputProps("isOn", { type: "checkbox" })}
			/>
			{form.values.isOn && (
				<div className="roster-row">
					<NativeSelect
						label={text("board-bell-day")}
						{...form.getInputProps("weekday")}
						data={WEEK.map((day) => ({
							value: String(day),
							label: capital(text("weekday-each", { day })),
						}))}
					/>
					<TextInput
						type="time"
						label={text("board-bell-time")}
						{...form.getInputProps("time")}
					/>
				</div>
			)}
			<Foot
				kept={kept}
				label={text("board-save")}
				fieldText={() => text("bell-menu")}
			/>
		</form>
	);
}
