import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Checks PDF files against PDF/A-3a and PDF/UA-1 with veraPDF, many files in one JVM.
 *
 * <pre>java -cp verapdf.jar:. PdfCheck [--flavours 3a,ua1] FILE...</pre>
 *
 * A file must claim both standards in its metadata as well as meet them. Prints a verdict per file
 * and standard, and below a failed one a line per rule: clause, how often, message, first place.
 * Exit code 0 if all pass, 1 if one does not, 2 if a file cannot be read.
 */
public final class PdfCheck {
    /** The profile's file for each standard that this tool knows. */
    private static final Map<String, String> PROFILES = Map.of(
        "2a", "PDFA-2A", "2b", "PDFA-2B", "3a", "PDFA-3A", "3b", "PDFA-3B", "3u", "PDFA-3U", "ua1", "PDFUA-1");

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        List<String> files = new ArrayList<>(Arrays.asList(arguments));
        List<String> flavours = List.of("3a", "ua1");
        if (files.size() > 1 && files.get(0).equals("--flavours")) {
            flavours = List.of(files.get(1).split(","));
            files = files.subList(2, files.size());
        }
        VeraGreenfieldFoundryProvider.initialise();
        int exit = 0;
        for (String file : files) {
            for (String flavour : flavours) {
                exit = Math.max(exit, check(file, flavour));
            }
        }
        System.exit(exit);
    }

    /** Checks one file against one standard and prints the verdict. */
    private static int check(String file, String name) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
        try (PDFAParser claims = Foundries.defaultInstance().createParser(new File(file))) {
            if (!claims.getFlavours().contains(flavour)) {
                System.out.printf("FAIL %s %s: its metadata does not claim it (claims: %s)%n",
                    name, file, claims.getFlavours());
                return 1;
            }
        } catch (Exception problem) {
            System.out.printf("FAIL %s %s: cannot be read: %s%n", name, file, problem.getMessage());
            return 2;
        }
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(profile(flavour), false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s %s: %d checks%n",
                result.isCompliant() ? "PASS" : "FAIL", name, file, result.getTotalAssertions());
            report(result);
            return result.isCompliant() ? 0 : 1;
        } catch (Exception problem) {
            System.out.printf("FAIL %s %s: %s%n", name, file, problem);
            return 2;
        }
    }

    /** One line per broken rule, in the order in which they were met. */
    private static void report(ValidationResult result) {
        Map<String, List<TestAssertion>> broken = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                broken.computeIfAbsent(rule, key -> new ArrayList<>()).add(assertion);
            }
        }
        broken.forEach((rule, assertions) -> System.out.printf("  clause %s, %d times: %s; first at %s%n",
            rule, assertions.size(), assertions.get(0).getMessage().replaceAll("\\s+", " "),
            assertions.get(0).getLocation().getContext()));
    }

    /** Reads a standard's rules from the jar. The jar's own reader needs JAXB, which it lacks. */
    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String path = "/org/verapdf/pdfa/validation/" + PROFILES.get(flavour.getId()) + ".xml";
        Element root;
        try (InputStream in = PDFAParser.class.getResourceAsStream(path)) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element element : elements(root, "rule")) {
            rules.add(rule(element));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element element : elements(root, "variable")) {
            variables.add(Profiles.variableFromValues(element.getAttribute("name"), element.getAttribute("object"),
                text(element, "defaultValue"), text(element, "value")));
        }
        return Profiles.profileFromValues(flavour,
            Profiles.profileDetailsFromValues(flavour.getId(), "", "", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element element) {
        Element id = elements(element, "id").get(0);
        Element error = elements(element, "error").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : elements(error, "argument")) {
            String name = argument.getAttribute("name");
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name.isEmpty() ? null : name, null));
        }
        Boolean deferred = element.hasAttribute("deferred") ? Boolean.valueOf(element.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            element.getAttribute("object"), deferred, element.getAttribute("tags"), text(element, "description"),
            text(element, "test"), Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> list = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            list.add((Element) nodes.item(i));
        }
        return list;
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }
}
