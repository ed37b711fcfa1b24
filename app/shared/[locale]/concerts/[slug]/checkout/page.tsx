export { CheckoutShell as default, generateMetadata } from "@/app/_pages/checkout";
