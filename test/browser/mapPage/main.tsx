/** The map alone, as a page of the board holds it; a test says what it shows. */
import { MantineProvider } from "@mantine/core";
import { lazy, StrictMode, Suspense, useState } from "react";
import { createRoot } from "react-dom/client";
import type { Location } from "../../../src/core/kinds.ts";
import type { IncidentMapProps } from "../../../src/dashboard/map/IncidentMap.tsx";
import { PickPlace } from "../../../src/dashboard/map/PickPlace.tsx";
import { theme } from "../../../src/dashboard/theme.ts";
import { WordsProvider } from "../../../src/dashboard/words.tsx";
import "../../../src/dashboard/style.ts";

const IncidentMap = lazy(
	() => import("../../../src/dashboard/map/IncidentMap.tsx"),
);

export type Shown = IncidentMapProps & { picks?: boolean; form?: boolean };

declare global {
	interface Window {
		show(shown: Shown): void;
		/** What was picked, the newest last. */
		picked: (Location | null)[];
	}
}
window.picked = [];

function Page() {
	const [shown, show] = useState<Shown>();
	const [place, setPlace] = useState<Location | null>(null);
	window.show = (next) => {
		setPlace(next.place);
		show(next);
	};
	if (!shown) return <p id="ready">…</p>;
	const { picks = false, form = false, ...props } = shown;
	const onPick = (point: Location | null) => {
		window.picked.push(point);
		setPlace(point);
	};
	if (form)
		return (
			<PickPlace
				place={place}
				onPick={onPick}
				stations={props.stations}
				settlements={props.settlements}
			/>
		);
	return (
		<IncidentMap {...props} place={place} {...(picks ? { onPick } : {})} />
	);
}

createRoot(document.getElementById("root") as HTMLElement).render(
	<StrictMode>
		<MantineProvider
			theme={theme}
			defaultColorScheme="auto"
			getStyleNonce={() =>
				document
					.querySelector('meta[name="csp-nonce"]')
					?.getAttribute("content") ?? ""
			}
		>
			<WordsProvider>
				<Suspense>
					<Page />
				</Suspense>
			</WordsProvider>
		</MantineProvider>
	</StrictMode>,
);
