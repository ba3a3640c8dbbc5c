export { default } from "./mount";
