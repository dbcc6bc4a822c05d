package org.lowtide.leak.report;

import java.io.IOException;

/** The rules that results are of; their order is that of the file. */
enum SarifRule {
  LEAK("lowtide/leak", "Leak", "Memory was still live where none may be.",
      "The block that was allocated here was not closed. Somebody on the way down the stack took it and should have"
          + " closed it."),
  LEAK_WITHOUT_PLACE("lowtide/leak-without-place", "LeakWithoutPlace",
      "Memory was still live where none may be; where it was allocated was not recorded.",
      "TrackingLevel.SITES tells where; in a run that repeats exactly, sitesAt(ordinals) does so at the price of"
          + " counting.");

  final String id;
  private final String title;
  private final String description;
  private final String help;

  SarifRule(String id, String title, String description, String help) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.help = help;
  }

  void write(JsonText json) throws IOException {
    json.field("id", id);
    json.field("name", title);
    json.object("shortDescription", () -> json.field("text", description));
    json.object("help", () -> json.field("text", help));
    json.object("defaultConfiguration", () -> json.field("level", "error"));
  }
}
