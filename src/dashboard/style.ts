/**
 * Styles of the first load, in the order the library asks for. A page that uses
 * another component of Mantine imports its file itself, so that it comes with the page.
 */
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Loader.css";
import "./style.css";
