import admin from "./admin.json";
import audit from "./audit.json";
import auth from "./auth.json";
import checkout from "./checkout.json";
import common from "./common.json";
import line from "./line.json";
import outbox from "./outbox.json";
import programme from "./programme.json";
import reference from "./reference.json";
import seats from "./seats.json";
import tap from "./tap.json";
import tickets from "./tickets.json";
import wallet from "./wallet.json";

export default {
  common,
  auth,
  programme,
  line,
  seats,
  checkout,
  wallet,
  tickets,
  admin,
  tap,
  outbox,
  audit,
  reference,
};
