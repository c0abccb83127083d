/** A link made for another screen: to be photographed, copied or read out. */
import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useNow } from "../live.ts";
import { useWords } from "../words.tsx";
import { instantIn } from "./asked.ts";
import { Copy } from "./press.tsx";
import { whenText } from "./times.ts";

type LinkCardProps = {
	/** Without an end it opens always. */
	link: { url: string; expiresAt?: string };
	qrSvg: string;
	/** What the picture is, for whoever does not see it. */
	alt: string;
	/** Said first. */
	warning?: string;
	/** Other ways to the same place. */
	children?: ReactNode;
};

export function LinkCard({
	link: { url, expiresAt },
	qrSvg,
	alt,
	warning,
	children,
}: LinkCardProps) {
	const words = useWords();
	const { text } = words;
	const now = useNow(30_000);
	return (
		<div className="roster-card">
			<p>
				{warning && <b>{warning} </b>}
				{expiresAt !== undefined &&
					text("board-invite-until", {
						time: whenText(instantIn(expiresAt), now, words),
					})}
			</p>
			<img
				className="roster-qr"
				src={`data:image/svg+xml;utf8,${encodeURIComponent(qrSvg)}`}
				alt={alt}
				width={220}
				height={220}
			/>
			<Shown label={text("board-invite-link")} value={url} />
			<Copy words={url} />
			{children}
		</div>
	);
}

/** To be read and marked, not written in. */
export const Shown = ({ label, value }: { label: string; value: string }) => (
	<TextInput
		label={label}
		readOnly
		value={value}
		onFocus={(event) => event.currentTarget.select()}
	/>
);
