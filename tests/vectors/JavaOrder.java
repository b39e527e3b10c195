import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What String.CASE_INSENSITIVE_ORDER does, by Java itself. Run on OpenJDK 17:
 * `java JavaOrder.java letters > java-letters.json`, and `java JavaOrder.java cases`, whose lines are the cases of
 * java-order.json from 61 on.
 */
class JavaOrder {
  /** Around U+FFFF, where UTF-16 units and code points are in different orders, and letters of other planes. */
  static final int[] LETTERS = {
    'a', 'A', 'z', '_', 0xdf, 0xff, 0x178, 0x4e2d, 0xd7fb, 0xe000, 0xf8ff, 0xfb01, 0xff21, 0xff41, 0xffe5, 0xfffd,
    0x10000, 0x10400, 0x10428, 0x104b0, 0x104d8, 0x10c80, 0x10cc0, 0x118a0, 0x118c0, 0x16e40, 0x16e60, 0x1e900,
    0x1e922, 0x1f600, 0x20000, 0x2f800, 0x10ffff,
  };

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (arguments[0].equals("letters")) letters(out);
    else cases(out);
  }

  /** Every code point that is compared as another one, and that one. */
  static void letters(PrintStream out) {
    List<String> letters = new ArrayList<>();
    for (int letter = 0; letter <= Character.MAX_CODE_POINT; letter++) {
      int compared = Character.toLowerCase(Character.toUpperCase(letter));
      if (compared != letter) letters.add("\"" + Integer.toHexString(letter) + " " + Integer.toHexString(compared) + "\"");
    }
    out.println("{\n \"comment\": \"Every code point that OpenJDK 17's String.CASE_INSENSITIVE_ORDER compares as another one, and that one, in hexadecimal; written by JavaOrder.java.\",");
    out.println(" \"letters\": [");
    for (int at = 0; at < letters.size(); at += 8) {
      boolean last = at + 8 >= letters.size();
      out.println("  " + String.join(", ", letters.subList(at, last ? letters.size() : at + 8)) + (last ? "" : ","));
    }
    out.println(" ]\n}");
  }

  /** Jeepay's rule: drop empties, sort whole pairs by String.CASE_INSENSITIVE_ORDER, MD5. */
  static void cases(PrintStream out) throws Exception {
    Random random = new Random(17);
    for (int number = 61; number <= 120; number++) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (int count = 2 + random.nextInt(8); count > 0; count--) {
        // Names alike but for letter case would be decided by their values.
        fields.put(text(random, 1 + random.nextInt(4)), text(random, 1 + random.nextInt(2)));
      }
      List<String> pairs = new ArrayList<>();
      List<String> members = new ArrayList<>();
      fields.forEach((name, value) -> {
        pairs.add(name + "=" + value + "&");
        members.add("\"" + name + "\": \"" + value + "\"");
      });
      String[] sorted = pairs.toArray(new String[0]);
      Arrays.sort(sorted, String.CASE_INSENSITIVE_ORDER);
      String string = String.join("", sorted) + "key=";
      StringBuilder sign = new StringBuilder();
      for (byte part : MessageDigest.getInstance("MD5").digest((string + "K").getBytes(StandardCharsets.UTF_8))) {
        sign.append(String.format("%02X", part));
      }
      out.println("  {\"id\": \"java-order-" + number + "\", \"gateway\": \"pass2pay\", \"secret\": \"K\", \"fields\": {"
        + String.join(", ", members) + "}, \"canonical\": \"" + string + "{secret}\", \"sign\": \"" + sign
        + "\", \"provenance\": \"derived\"}" + (number < 120 ? "," : ""));
    }
  }

  static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (; length > 0; length--) text.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
    return text.toString();
  }
}
