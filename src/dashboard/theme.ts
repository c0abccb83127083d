/**
 * Mantine in the one face of Dzvin (`style.css` holds the colours, from look.md):
 * the system's own font, four sizes, two weights, targets for wet thumbs.
 */
import {
	createTheme,
	localStorageColorSchemeManager,
	type MantineColorsTuple,
} from "@mantine/core";

/** Ten steps are asked for; ours is one colour that a variable changes with the scheme. */
const one = (name: string): MantineColorsTuple =>
	Array.from(
		{ length: 10 },
		() => `var(--${name})`,
	) as unknown as MantineColorsTuple;

export const theme = createTheme({
	fontFamily: "system-ui, sans-serif",
	fontFamilyMonospace: "ui-monospace, monospace",
	headings: { fontFamily: "system-ui, sans-serif", fontWeight: "700" },
	fontSizes: { xs: "16px", sm: "16px", md: "16px", lg: "20px", xl: "28px" },
	spacing: { xs: "4px", sm: "8px", md: "16px", lg: "32px", xl: "32px" },
	defaultRadius: 8,
	colors: {
		danger: one("danger"),
		waiting: one("waiting"),
		good: one("good"),
		link: one("link"),
		quiet: one("quiet"),
	},
	primaryColor: "link",
	autoContrast: false,
	respectReducedMotion: true,
	components: {
		Button: { defaultProps: { size: "lg", variant: "default" } },
		TextInput: { defaultProps: { size: "lg" } },
		NumberInput: { defaultProps: { size: "lg" } },
		Select: { defaultProps: { size: "lg" } },
		NativeSelect: { defaultProps: { size: "lg" } },
		Textarea: { defaultProps: { size: "lg" } },
		Checkbox: { defaultProps: { size: "lg" } },
	},
});

export const colourScheme = localStorageColorSchemeManager({
	key: "dzvin-colours",
});
