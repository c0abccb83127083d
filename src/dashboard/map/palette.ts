/**
 * The page's colours (`style.css`) as values a canvas understands, kept true while
 * the page changes between light and dark.
 */
import { useEffect, useState } from "react";

const NAMES = [
	"surface",
	"raised",
	"line",
	"text",
	"quiet",
	"danger",
	"waiting",
	"good",
	"link",
	"ink",
] as const;
export type Palette = Record<(typeof NAMES)[number], string> & {
	isDark: boolean;
};

export function usePalette(): Palette {
	const [palette, setPalette] = useState(readPalette);
	useEffect(() => {
		const look = () =>
			setPalette((known) => {
				const next = readPalette();
				return NAMES.every((name) => known[name] === next[name]) ? known : next;
			});
		const system = matchMedia("(prefers-color-scheme: dark)");
		const chosen = new MutationObserver(look);
		system.addEventListener("change", look);
		chosen.observe(document.documentElement, { attributes: true });
		look();
		return () => {
			system.removeEventListener("change", look);
			chosen.disconnect();
		};
	}, []);
	return palette;
}

/** A colour as the browser computes it, however the style writes it. */
function readPalette(): Palette {
	const probe = document.createElement("span");
	probe.hidden = true;
	document.body.append(probe);
	const colours = Object.fromEntries(
		NAMES.map((name) => {
			probe.style.color = `var(--${name})`;
			return [name, getComputedStyle(probe).color];
		}),
	) as Record<(typeof NAMES)[number], string>;
	probe.remove();
	return { ...colours, isDark: isDark(colours.surface) };
}

function isDark(colour: string): boolean {
	const [red = 255, green = 255, blue = 255] = (
		colour.match(/[\d.]+/g) ?? []
	).map(Number);
	return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
}
