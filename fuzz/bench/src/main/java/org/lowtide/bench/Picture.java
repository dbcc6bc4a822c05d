package org.lowtide.bench;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.lowtide.bench.way.Way;

/** The survival curves as SVG: one panel against executions, one against operations. */
final class Picture {

  /** Okabe and Ito's colours, which most people can tell apart. */
  private static final List<String> COLOURS =
      List.of("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#000000", "#999999");

  private static final int WIDTH = 900;
  private static final int PANEL = 380;
  private static final int LEFT = 70;
  private static final int RIGHT = 170;
  private static final int TOP = 40;
  private static final int BOTTOM = 60;
  private static final int PLOT_WIDTH = WIDTH - LEFT - RIGHT;
  private static final int PLOT_HEIGHT = PANEL - TOP - BOTTOM;
  private static final int TENTHS = 5;

  private final Results results;
  private final XMLStreamWriter xml;

  private Picture(Results results, XMLStreamWriter xml) {
    this.results = results;
    this.xml = xml;
  }

  static String of(Results results) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new Picture(results, xml).draw();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string cannot be written to", e);
    }
    return text.toString();
  }

  private void draw() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("svg");
    xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
    attributes("width", WIDTH, "height", 2 * PANEL, "viewBox", "0 0 " + WIDTH + " " + 2 * PANEL);
    attributes("font-family", "sans-serif", "font-size", 12, "role", "img");
    element("title");
    xml.writeCharacters("Share of bugs still alive against executions and operations, for each way of finding");
    xml.writeEndElement();
    empty("rect", "width", WIDTH, "height", 2 * PANEL, "fill", "white");
    panel(0, "executions (programs run)", Run::executions);
    panel(PANEL, "operations run", Run::operations);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void panel(int down, String axis, ToDoubleFunction<Run> cost) throws XMLStreamException {
    List<Way> ways = results.options().ways();
    List<Survival> curves = ways.stream().map(way -> results.survival(way, cost)).toList();
    double end = curves.stream().mapToDouble(Survival::end).max().orElse(1);
    Scale scale = new Scale(Math.max(1, (int) Math.ceil(Math.log10(Math.max(2, end)))));
    element("g", "transform", "translate(" + LEFT + "," + (down + TOP) + ")");
    axes(axis, scale);
    for (int i = 0; i < curves.size(); i++) {
      band(curves.get(i), scale, COLOURS.get(i % COLOURS.size()));
    }
    for (int i = 0; i < curves.size(); i++) {
      curve(curves.get(i), scale, i);
      legend(ways.get(i), i);
    }
    xml.writeEndElement();
  }

  private void axes(String axis, Scale scale) throws XMLStreamException {
    text(PLOT_WIDTH / 2.0, -16, "middle", "Bugs still alive, with bands of 95 %", "font-weight", "bold");
    for (int decade = 0; decade <= scale.decades(); decade++) {
      double x = scale.x(Math.pow(10, decade));
      empty("line", "x1", x, "x2", x, "y1", 0, "y2", PLOT_HEIGHT, "stroke", "#dddddd");
      text(x, PLOT_HEIGHT + 18, "middle", Numbers.count(Math.pow(10, decade)));
    }
    for (int tenth = 0; tenth <= TENTHS; tenth++) {
      double share = (double) tenth / TENTHS;
      empty("line", "x1", 0, "x2", PLOT_WIDTH, "y1", Scale.y(share), "y2", Scale.y(share), "stroke", "#dddddd");
      text(-8, Scale.y(share) + 4, "end", Math.round(100 * share) + " %");
    }
    empty("rect", "width", PLOT_WIDTH, "height", PLOT_HEIGHT, "fill", "none", "stroke", "#444444");
    text(PLOT_WIDTH / 2.0, PLOT_HEIGHT + 42, "middle", axis);
    text(0, 0, "middle", "share of bug x seed still alive", "transform",
        "translate(-52," + PLOT_HEIGHT / 2 + ") rotate(-90)");
  }

  private void curve(Survival survival, Scale scale, int index) throws XMLStreamException {
    StringBuilder path = new StringBuilder("M" + point(0, 1));
    for (Survival.Step step : survival.steps()) {
      path.append('H').append(shown(scale.x(step.at()))).append('V').append(shown(Scale.y(step.share())));
    }
    path.append('H').append(shown(scale.x(survival.end())));
    empty(
        "path", "d", path, "fill", "none", "stroke", COLOURS.get(index % COLOURS.size()), "stroke-width", 2,
        "stroke-dasharray", dash(index));
  }

  private void band(Survival survival, Scale scale, String colour) throws XMLStreamException {
    List<Survival.Step> steps = survival.steps();
    if (steps.isEmpty()) {
      return;
    }
    StringBuilder path = new StringBuilder("M" + point(scale.x(steps.getFirst().at()), steps.getFirst().high()));
    for (Survival.Step step : steps) {
      path.append('H').append(shown(scale.x(step.at()))).append('V').append(shown(Scale.y(step.high())));
    }
    path.append('H').append(shown(scale.x(survival.end()))).append('V').append(shown(Scale.y(steps.getLast().low())));
    for (int i = steps.size() - 1; i >= 0; i--) {
      path.append('H').append(shown(scale.x(steps.get(i).at())));
      path.append('V').append(shown(Scale.y(steps.get(Math.max(0, i - 1)).low())));
    }
    empty("path", "d", path.append('Z'), "fill", colour, "fill-opacity", "0.13", "stroke", "none");
  }

  private void legend(Way way, int index) throws XMLStreamException {
    double y = 10 + 22.0 * index;
    double x = PLOT_WIDTH + 16;
    empty(
        "line", "x1", x, "x2", x + 28, "y1", y, "y2", y, "stroke", COLOURS.get(index % COLOURS.size()), "stroke-width",
        2, "stroke-dasharray", dash(index));
    text(x + 36, y + 4, "start", way.word());
  }

  private static String dash(int index) {
    return index % 2 == 0 ? "none" : "6 3";
  }

  private void text(double x, double y, String anchor, String words, Object... more) throws XMLStreamException {
    element("text", "x", x, "y", y, "text-anchor", anchor);
    attributes(more);
    xml.writeCharacters(words);
    xml.writeEndElement();
  }

  private void empty(String name, Object... attributes) throws XMLStreamException {
    xml.writeEmptyElement(name);
    attributes(attributes);
  }

  private void element(String name, Object... attributes) throws XMLStreamException {
    xml.writeStartElement(name);
    attributes(attributes);
  }

  private void attributes(Object... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      xml.writeAttribute((String) attributes[i], value instanceof Double number ? shown(number) : value.toString());
    }
  }

  private static String point(double x, double share) {
    return shown(x) + "," + shown(Scale.y(share));
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** From costs and shares to the plot; costs are on a scale of decades, where what is below one is one. */
  private record Scale(int decades) {

    double x(double cost) {
      return PLOT_WIDTH * Math.log10(Math.max(1, cost)) / decades;
    }

    static double y(double share) {
      return PLOT_HEIGHT * (1 - share);
    }
  }
}
