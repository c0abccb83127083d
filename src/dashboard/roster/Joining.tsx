/** How somebody's phone becomes theirs: an invitation, a ring for trial, a PIN for who raises by phone. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, ask } from "../api.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import { changedNow, type Person, useBrigades } from "./asked.ts";
import { Group } from "./Fields.tsx";
import { SaidNow } from "./Foot.tsx";
import { LinkCard, Shown } from "./LinkCard.tsx";
import { usePress } from "./press.tsx";

type Invitation = {
	code: string;
	url: string;
	qrSvg: string;
	expiresAt: string;
};

export function Invite({ person: { id, telegramBound } }: { person: Person }) {
	const { text } = useWords();
	const { said, press } = usePress();
	const [made, setMade] = useState<Invitation>();
	return (
		<Group
			label={text("board-invite")}
			help={text(telegramBound ? "board-invite-bound" : "board-invite-help")}
		>
			<div className="roster-row">
				<Button
					aria-disabled={said.kind === "sending"}
					onClick={() =>
						void press(async () => {
							setMade(
								await ask(
									api.v1.responders[":id"].invite.$post({
										param: { id },
									}),
								),
							);
						})
					}
				>
					{text(made ? "board-invite-again" : "board-invite-make")}
				</Button>
			</div>
			<SaidNow said={said} saved={text("board-invite-made")} />
			{made && (
				<LinkCard link={made} qrSvg={made.qrSvg} alt={text("board-invite-qr")}>
					<Shown label={text("board-invite-code")} value={made.code} />
				</LinkCard>
			)}
		</Group>
	);
}

export function TestRing({ person: { id, joined } }: { person: Person }) {
	const { text } = useWords();
	const { me } = useSession();
	const { said, press } = usePress();
	const words =
		said.kind === "refused" ? { ...said, words: text("board-ring-not") } : said;
	if (!me.channels.includes("voice")) return null;
	return (
		<Group
			label={text("board-ring")}
			help={text(joined ? "board-ring-heard" : "board-ring-help")}
		>
			<div className="roster-row">
				<Button
					aria-disabled={said.kind === "sending"}
					onClick={() =>
						void press(async () => {
							await ask(
								api.v1.responders[":id"]["test-ring"].$post({
									param: { id },
								}),
							);
							await changedNow("person");
						})
					}
				>
					{text("board-ring-now")}
				</Button>
			</div>
			<SaidNow said={words} saved={text("board-ring-rings")} />
		</Group>
	);
}

const RAISES = ["chief", "deputy", "dutyOfficer"];

/** For who raises an alarm by phone; never shown, only replaced. */
export function Pin({ person: { id } }: { person: Person }) {
	const { text } = useWords();
	const { me, can } = useSession();
	const { data: brigades = [] } = useBrigades();
	const { said, press } = usePress();
	const [pin, setPin] = useState("");
	const [fault, setFault] = useState<string>();
	const raises = brigades.some(({ roles }) =>
		roles.some(
			({ role, responderId }) => responderId === id && RAISES.includes(role),
		),
	);
	const isOffered = id === me.id || can("brigades.appoint");
	if (!raises || !isOffered) return null;

	const send = (given: string | null) =>
		press(async () => {
			try {
				await ask(
					api.v1.responders[":id"].pin.$post({
						param: { id },
						json: { pin: given },
					}),
				);
				setPin("");
			} catch (error) {
				if (!(error instanceof ApiProblem) || error.status !== 400) throw error;
				setFault(text("board-pin-weak"));
				throw error;
			}
		});
	const submit = (event: FormEvent<HTMLFormElement>): void => {
		event.preventDefault();
		const isFour = /^\d{4,8}$/.test(pin);
		setFault(isFour ? undefined : text("board-pin-digits"));
		if (isFour) return void send(pin);
		event.currentTarget.querySelector("input")?.focus();
	};
	return (
		<section aria-labelledby="pin">
			<h2 id="pin">{text("board-pin")}</h2>
			<p className="q">{text("board-pin-help")}</p>
			<form className="roster-form" onSubmit={submit} noValidate>
				<TextInput
					type="password"
					inputMode="numeric"
					autoComplete="new-password"
					maxLength={8}
					label={text("board-pin-new")}
					value={pin}
					error={fault}
					onChange={(event) => setPin(event.currentTarget.value)}
				/>
				<div className="roster-row">
					<Button type="submit">{text("board-pin-set")}</Button>
					<Button
						variant="subtle"
						className="roster-danger"
						onClick={() => void send(null)}
					>
						{text("board-pin-drop")}
					</Button>
				</div>
				{fault === undefined && <SaidNow said={said} />}
			</form>
		</section>
	);
}
