"""What has a day: commitments, appointments and events, and that they are moved, done or called off."""
