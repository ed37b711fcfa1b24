/** Which held seats a form is about. */
export const ReservationInputs = ({ ids }: { ids: readonly string[] }) =>
  ids.map((id) => <input key={id} type="hidden" name="reservationId" value={id} />);
