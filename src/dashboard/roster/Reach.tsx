/** By which ways somebody is reached: what is there, what is known not to work, what was tried. */
import type { ChannelName } from "../../core/kinds.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import type { Person } from "./asked.ts";

export function Channels({ person }: { person: Person }) {
	const { text } = useWords();
	const { me } = useSession();
	const ways = waysTo(person, me.channels);
	return (
		<p>
			{ways.length === 0 ? (
				<span className="d">■ {text("board-reach-nothing")}</span>
			) : (
				ways.map((channel) => text(`channel-${channel}`)).join(", ")
			)}
			{!person.telegramBound &&
				person.phoneKind === "smart" &&
				me.channels.includes("telegram") && (
					<span className="w"> ▲ {text("board-reach-unbound")}</span>
				)}
			{!person.joined && (
				<span className="w"> ▲ {text("board-reach-unrung")}</span>
			)}
			{person.channels.map(({ channel, state }) => (
				<span key={channel} className="d">
					{" "}
					■ {text(`channel-${channel}`)}: {text(`board-reach-${state}`)}
				</span>
			))}
			{person.reach.score !== null && (
				<span className="q n">
					{" "}
					{text("board-reach-score", { score: person.reach.score })}
				</span>
			)}
		</p>
	);
}

export const waysTo = (
	{ telegramBound, channels }: Person,
	on: readonly ChannelName[],
): ChannelName[] =>
	on.filter(
		(channel) =>
			channel !== "console" &&
			(channel !== "telegram" || telegramBound) &&
			!channels.some((broken) => broken.channel === channel),
	);
